package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

class LocalNatsTest extends LocalServerContract<LocalNats> {
    private static final String STREAM = "THINGS";

    @Override
    LocalNats startServer() {
        LocalNats nats = LocalNats.start("test nats", Profile.PRODUCTION);
        try (Connection connection = connect(nats)) {
            connection
                    .jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name(STREAM)
                            .subjects("things.*")
                            .storageType(StorageType.File)
                            .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        assertThat(nats.freshName("ORDERS")).startsWith("ORDERS-").isNotEqualTo(nats.freshName("ORDERS"));
        return nats;
    }

    @Override
    void write(LocalNats nats, String key, String value) throws Exception {
        try (Connection connection = connect(nats)) {
            connection.jetStream().publish(subject(key), value.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    String read(LocalNats nats, String key) throws Exception {
        try (Connection connection = connect(nats)) {
            MessageInfo last = connection.jetStreamManagement().getLastMessage(STREAM, subject(key));
            return new String(last.getData(), StandardCharsets.UTF_8);
        }
    }

    private static String subject(String key) {
        return "things." + key.replace(' ', '-');
    }

    private static Connection connect(LocalNats nats) throws IOException, InterruptedException {
        return Nats.connect(Options.builder()
                .server(nats.url())
                .connectionTimeout(ANSWER_TIME_MAX)
                .noReconnect()
                .build());
    }
}
