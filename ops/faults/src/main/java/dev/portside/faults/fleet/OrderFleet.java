package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import dev.portside.stack.LocalNats;
import io.nats.client.Connection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Instances that share one durable consumer of order messages and the databases, and the servers between them. */
public final class OrderFleet implements AutoCloseable {
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
        LocalNats nats = OrderStream.server();
        Connection connection = OrderStream.connect(nats);
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
            OrderStream.make(connection);
            instances.forEach(Instance::start);
            instances.forEach(Instance::awaitReady);
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
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
