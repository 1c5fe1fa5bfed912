package dev.portside.faults.fleet;

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
import java.time.Duration;

/** The stream of order messages. */
public final class OrderStream {
    public static final String STREAM = "ORDERS";
    public static final String SUBJECT = "orders";
    public static final String DURABLE = "order-service-durable";

    /** Shorter than it is made without us, so that what a dead instance had in hand comes again soon. */
    private static final Duration ACK_WAIT = Duration.ofSeconds(3);

    private OrderStream() {}

    /** For the caller alone. */
    static LocalNats server() {
        try {
            // Flushes each message to the disk before it is acknowledged, where the server can.
            return LocalNats.start("NATS", Profile.PRODUCTION);
        } catch (StackFailure e) {
            throw new EnvironmentFault("no NATS to break", e);
        }
    }

    /** A connection that finds the server again by itself. */
    static Connection connect(LocalNats nats) {
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

    /** Makes the stream and its consumer as instances expect them. */
    static void make(Connection connection) {
        try {
            stream(connection);
        } catch (IOException | JetStreamApiException e) {
            throw new EnvironmentFault("NATS takes no stream", e);
        }
    }

    private static void stream(Connection connection) throws IOException, JetStreamApiException {
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
}
