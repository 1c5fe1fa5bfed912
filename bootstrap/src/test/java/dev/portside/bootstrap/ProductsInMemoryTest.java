package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is particular to products in memory. */
class ProductsInMemoryTest {
    private static final String EVENT = "{\"product_id\": \"abc123\", \"price\": 49.99, \"stock\": 100}";

    @Test
    void aFullStoreRefusesNewEventsAndKeepsWhatItAccepted() {
        try (RunningPortside portside = RunningPortside.start(Map.of("MAX_MEMORY_USAGE", "1MB"))) {
            String lastId = "";
            Reply reply = portside.post("/api/v1/events", EVENT);
            for (int i = 0; reply.status() == 202; i++) {
                assertThat(i).isLessThan(5_000);
                lastId = "x".repeat(250) + i;
                portside.get(reply.header("Location"), "Prefer", "wait=10");
                reply = portside.post("/api/v1/events", EVENT.replace("abc123", lastId));
            }
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("5");
            assertThat(portside.get("/api/v1/products/" + lastId).status()).isEqualTo(404);
            assertThat(portside.get("/api/v1/products/abc123").status()).isEqualTo(200);
        }
    }

    @Test
    void aTaskOfAnotherProcessIsUnknown() {
        try (RunningPortside portside = RunningPortside.start();
                RunningPortside other = RunningPortside.start()) {
            String task = portside.post("/api/v1/events", EVENT).header("Location");
            assertThat(portside.get(task).status()).isEqualTo(200);
            assertThat(other.get(task).status()).isEqualTo(404);
        }
    }
}
