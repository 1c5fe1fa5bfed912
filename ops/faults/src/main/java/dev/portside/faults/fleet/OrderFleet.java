package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalNats;
import dev.portside.stack.Profile;
import dev.portside.stack.StackFailure;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Instances that share one durable consumer of order messages and the databases, and the servers between them. */
public final class OrderFleet implements AutoCloseable {
    public static final String STREAM = "ORDERS";
    public static final String SUBJECT = "orders";
    public static final String DURABLE = "order-service-durable";

    /** Shorter than it is made without us, so that what a dead instance had in hand comes again soon. */
    private static final Duration ACK_WAIT = Duration.ofSeconds(3);

    private final Databases databases;
    private final LocalNats nats;
    private final Connection connection;
    private final List<Instance> instances;

    private OrderFleet(Databases databases, LocalNats nats, Connection connection, List<Instance> instances) {
        this.databases = databases;
        this.nats = nats;
        this.connection = connection;
        this.instances = instances;
    }

    /** Starts everything and returns when all are ready. */
    public static OrderFleet start(Path distribution, Path logs, int size) {
        LocalNats nats = nats();
        Connection connection = connect(nats);
        Databases databases = Databases.start();
        Map<String, String> settings = new HashMap<>(databases.settings());
        settings.put("REPOSITORY_TYPE", "postgres");
        settings.put("ROLES", "api,orders");
        settings.put("NATS_URL", nats.url());
        settings.put("MAX_MEMORY_USAGE", "60MB");
        settings.put("MAX_RETRY_DELAY", "2s");
        List<Instance> instances = IntStream.rangeClosed(1, size)
                .mapToObj(i -> "orders " + i)
                .map(name -> Instance.of(name, distribution, logs.resolve(name.replace(' ', '-') + ".log"), settings))
                .toList();
        OrderFleet fleet = new OrderFleet(databases, nats, connection, instances);
        try {
            makeStream(connection);
            instances.forEach(Instance::start);
            instances.forEach(Instance::awaitReady);
            return fleet;
        } catch (IOException | JetStreamApiException e) {
            fleet.close();
            throw new EnvironmentFault("NATS takes no stream", e);
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    private static LocalNats nats() {
        try {
            // Flushes each message to the disk before it is acknowledged, where the server can.
            return LocalNats.start("NATS", Profile.PRODUCTION);
        } catch (StackFailure e) {
            throw new EnvironmentFault("no NATS to break", e);
        }
    }

    private static Connection connect(LocalNats nats) {
        try {
            return Nats.connect(new Options.Builder()
                    .server(nats.url())
                    .maxReconnects(-1)
                    .reconnectWait(Duration.ofMillis(100))
                    .reconnectBufferSize(0)
                    .errorListener(new io.nats.client.ErrorListener() {})
                    .build());
        } catch (IOException e) {
            throw new EnvironmentFault("NATS takes no connection", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentFault("interrupted", e);
        }
    }

    private static void makeStream(Connection connection) throws IOException, JetStreamApiException {
        JetStreamManagement servers = connection.jetStreamManagement();
        servers.addStream(StreamConfiguration.builder()
                .name(STREAM)
                .subjects(SUBJECT)
                .duplicateWindow(Duration.ofHours(1))
                .build());
        servers.addOrUpdateConsumer(
                STREAM,
                ConsumerConfiguration.builder()
                        .durable(DURABLE)
                        .filterSubject(SUBJECT)
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(ACK_WAIT)
                        .maxDeliver(-1)
                        .build());
    }

    /** To NATS; finds it again by itself. */
    public Connection connection() {
        return connection;
    }

    public List<Instance> instances() {
        return instances;
    }

    /** Everybody who can be broken; a blow hits an instance, NATS and the database of the orders equally often. */
    public List<Victim> victims() {
        List<Victim> victims = new ArrayList<>(instances);
        victims.addAll(Collections.nCopies(instances.size(), new Server("NATS", nats)));
        victims.addAll(Collections.nCopies(instances.size(), databases.main()));
        return victims;
    }

    /** The database of the orders. */
    public Database orders() {
        return databases.records();
    }

    public void awaitReady() {
        instances.forEach(Instance::awaitReady);
    }

    @Override
    public void close() {
        Closing.all(Stream.concat(instances.stream(), Stream.of(connection, nats, databases)));
    }
}
