package dev.portside.load.scenarios;

import dev.portside.load.Expected;
import dev.portside.load.Reply;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** JetStream, as publishers of orders use it. */
public final class NatsOrders implements OrderFeed, AutoCloseable {
    private static final Duration CONNECTING_MAX = Duration.ofSeconds(5);

    private final Connection connection;
    private final JetStream stream;
    private final String subject;

    public NatsOrders(String url, String subject) throws IOException, InterruptedException {
        this.connection = Nats.connect(Options.builder()
                .server(url)
                .connectionTimeout(CONNECTING_MAX)
                .errorListener(new io.nats.client.ErrorListener() {})
                .build());
        this.stream = connection.jetStream();
        this.subject = subject;
    }

    @Override
    public Reply publish(JsonNode order) throws IOException {
        try {
            String _ = stream.publish(subject, Expected.JSON.writeValueAsBytes(order))
                    .getStream();
            return new Reply(202, new byte[0], Optional.empty());
        } catch (JetStreamApiException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
