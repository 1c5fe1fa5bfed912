package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Orders in memory, when there is little of it. */
class OrdersBoundsTest {
    @Test
    void aMessageThatFindsNoRoomToBeBuriedIsKeptBlocksNoOtherAndHoldsTheStop() {
        Map<String, String> little = Map.of("MAX_MEMORY_USAGE", "1MB", "SHUTDOWN_TIMEOUT", "1s");
        try (RunningPortside portside = RunningPortside.start(little)) {
            String unreadable = "x".repeat(600_000);
            assertThat(portside.post("/api/test/orders", unreadable).status()).isEqualTo(202);
            Reply refused = portside.post("/api/test/orders", unreadable);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            portside.post("/api/test/orders", OrdersStoryTest.order(1));
            await().untilAsserted(() -> {
                JsonNode stats = portside.get("/api/stats").json();
                assertThat(stats.get("stored").intValue()).isEqualTo(1);
                JsonNode consumer = stats.get("consumer");
                assertThat(consumer.get("pending").intValue()).isEqualTo(1);
                assertThat(consumer.get("redelivered").intValue()).isEqualTo(1);
                assertThat(consumer.get("dead_letters").intValue()).isZero();
            });
            assertThat(portside.stop()).isFalse();
        }
    }
}
