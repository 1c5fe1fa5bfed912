package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is particular to products in Kafka and PostgreSQL. */
class ProductsOnBackendsTest {
    private static final String EVENT = "{\"product_id\": \"abc123\", \"price\": 49.99, \"stock\": 100}";

    @Test
    void oneInstanceAcceptsAnotherAppliesAndWakesTheCallersOfTheFirst() {
        Map<String, String> backends = RunningPortside.backends();
        try (RunningPortside accepting = RunningPortside.start(with(backends, "api"));
                RunningPortside applying = RunningPortside.start(with(backends, "products"))) {
            await().until(() -> accepting.get("/health/products").status() == 200);
            List<Reply> accepted = IntStream.range(0, 20)
                    .mapToObj(i -> accepting.post("/api/v1/events", EVENT.replace("100", "" + i)))
                    .toList();
            assertThat(accepted).extracting(Reply::status).containsOnly(202);
            accepted.parallelStream().forEach(each -> {
                Reply waited = accepting.get(each.header("Location"), "Prefer", "wait=20");
                assertThat(waited.json().get("status").stringValue()).isEqualTo("applied");
                assertThat(applying.get(each.header("Location")).http().body())
                        .isEqualTo(waited.http().body());
            });
            for (RunningPortside each : List.of(accepting, applying)) {
                assertThat(each.get("/api/v1/products/abc123")
                                .json()
                                .get("stock")
                                .intValue())
                        .isEqualTo(19);
            }
            assertThat(consumers(accepting)).isZero();
            assertThat(consumers(applying)).isEqualTo(3);
        }
    }

    @Test
    void aStopLosesNothingThatWasAccepted() {
        Map<String, String> backends = RunningPortside.backends();
        try (RunningPortside accepting = RunningPortside.start(with(backends, "api"))) {
            await().until(() -> accepting.get("/health/products").status() == 200);
            assertThat(accepting.post("/api/v1/events", EVENT).status()).isEqualTo(202);
            assertThat(accepting.stop()).isTrue();
        }
        try (RunningPortside next = RunningPortside.start(backends)) {
            await().until(() -> next.get("/api/v1/products/abc123").status() == 200);
            assertThat(next.stop()).isTrue();
        }
    }

    @Test
    void withoutTheBrokersItStartsRefusesEventsAtOnceAndGoesOnReading() {
        Map<String, String> backends = new HashMap<>(RunningPortside.backends());
        backends.put("KAFKA_BROKERS", "127.0.0.1:1");
        try (RunningPortside portside = RunningPortside.start(backends)) {
            for (int i = 0; i < 3; i++) {
                Reply refused = portside.post("/api/v1/events", EVENT);
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("Retry-After")).isEqualTo("1");
            }
            assertThat(portside.get("/api/v1/products/abc123").status()).isEqualTo(404);
            Reply health = portside.get("/health/products");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().at("/details/kafka").stringValue()).isEqualTo("down");
            assertThat(health.json().at("/details/main_database").stringValue()).isEqualTo("up");
            assertThat(portside.stop()).isTrue();
        }
    }

    private static int consumers(RunningPortside portside) {
        return portside.get("/health/products").json().at("/details/consumers").intValue();
    }

    private static Map<String, String> with(Map<String, String> backends, String roles) {
        Map<String, String> all = new HashMap<>(backends);
        all.put("ROLES", roles);
        return all;
    }
}
