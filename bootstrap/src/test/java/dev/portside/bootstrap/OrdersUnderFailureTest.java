package dev.portside.bootstrap;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.stack.LocalNats;
import dev.portside.stack.Profile;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.Nats;
import io.nats.client.api.PublishAck;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders when messages or servers are not as they should be, and when instances share the work. */
class OrdersUnderFailureTest {
    private final Map<String, String> backends = new HashMap<>(RunningPortside.backends());

    @Test
    void noIllNaturedMessageStopsTheConsumer() throws Exception {
        List<byte[]> bad = IllNaturedMessages.of(OrdersStoryTest.order(1));
        try (RunningPortside portside = RunningPortside.onPostgres(backends);
                Connection nats = Nats.connect(backends.get("NATS_URL"))) {
            OrdersStoryTest.awaitStats(portside, 0, 0);
            JetStream stream = nats.jetStream();
            for (byte[] message : bad) {
                PublishAck _ = stream.publish(backends.get("NATS_SUBJECT"), message);
            }
            publish(2);
            OrdersStoryTest.awaitStats(portside, 1, bad.size());
            JsonNode letters = portside.get("/api/dead-letters?source=orders&limit=100", RunningPortside.as("admin"))
                    .json();
            assertThat(letters).hasSize(bad.size());
            letters.forEach(letter -> assertThat(letter.get("error").stringValue())
                    .doesNotContain("Exception", "dev.portside", "unexpected"));
        }
    }

    @Test
    void servesWithoutNatsAndTakesOrdersWhenItAppears() throws Exception {
        try (LocalNats late = LocalNats.start("late NATS", Profile.TEST)) {
            late.stop();
            backends.put("NATS_URL", late.url());
            long start = System.nanoTime();
            try (RunningPortside portside = RunningPortside.onPostgres(backends)) {
                assertThat(portside.get("/api/orders").status()).isEqualTo(200);
                assertThat(portside.get("/readyz").status()).isEqualTo(200);
                Duration taken = Duration.ofNanos(System.nanoTime() - start);
                System.out.println("ready without NATS after " + taken.toMillis() + " ms");
                Reply away = portside.get("/health/orders");
                assertThat(away.status()).isEqualTo(503);
                assertThat(away.json().at("/details/nats").stringValue()).isEqualTo("down");
                late.start();
                await().atMost(Duration.ofSeconds(15))
                        .until(() -> portside.get("/health/orders").status() == 200);
                publish(1);
                OrdersStoryTest.awaitStats(portside, 1, 0);
            }
        }
    }

    private void publish(int order) throws Exception {
        try (Connection nats = Nats.connect(backends.get("NATS_URL"))) {
            PublishAck _ = nats.jetStream()
                    .publish(
                            backends.get("NATS_SUBJECT"),
                            OrdersStoryTest.order(order).getBytes(UTF_8));
        }
    }

    @Test
    void anInstanceThatTakesNoMessagesListsAndFindsWhatOthersStored() throws Exception {
        Map<String, String> reading = new HashMap<>(backends);
        reading.put("ROLES", "api");
        try (RunningPortside reader = RunningPortside.onPostgres(reading);
                RunningPortside writer = RunningPortside.onPostgres(backends)) {
            OrdersStoryTest.awaitStats(writer, 0, 0);
            for (int i = 1; i <= 3; i++) {
                publish(i);
            }
            OrdersStoryTest.awaitStats(writer, 3, 0);
            await().atMost(Duration.ofSeconds(3))
                    .untilAsserted(
                            () -> assertThat(reader.get("/api/orders").json().findValuesAsString("order_uid"))
                                    .containsExactly("story3", "story2", "story1"));
            assertThat(reader.get("/api/orders/story2").http().body())
                    .isEqualTo(writer.get("/api/orders/story2").http().body());
        }
    }
}
