package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is particular to products in Kafka and PostgreSQL. */
class ProductsOnBackendsTest {
    private static final int POISON = 1_000;
    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String EVENT = "{\"product_id\": \"abc123\", \"price\": 49.99, \"stock\": 100}";

    @Test
    void oneInstanceAcceptsAnotherAppliesAndWakesTheCallersOfTheFirst() {
        Map<String, String> backends = RunningPortside.backends();
        try (RunningPortside accepting = RunningPortside.start(with(backends, "api"));
                RunningPortside applying = RunningPortside.start(with(backends, "api,products"))) {
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

    @Test
    void aThousandPoisonEventsDieAtOnceAndComeBackInOneCall() throws SQLException {
        Map<String, String> backends = RunningPortside.backends();
        Logger log = Logger.getLogger("dev.portside.application.log");
        log.setLevel(Level.OFF);
        try (RunningPortside portside = RunningPortside.start(backends)) {
            await().until(() -> portside.get("/health/products").status() == 200);
            execute(backends, "ALTER TABLE products ADD CONSTRAINT no_poison CHECK (stock <> 666)");
            List<Reply> accepted = IntStream.range(0, POISON)
                    .parallel()
                    .mapToObj(i -> portside.post(
                            "/api/v1/events",
                            "{\"product_id\":\"p%d\",\"price\":1,\"stock\":666}".formatted(i),
                            "traceparent",
                            TRACEPARENT))
                    .toList();
            assertThat(accepted).extracting(Reply::status).containsOnly(202);
            await().atMost(Duration.ofSeconds(60)).until(() -> deadLetters(portside) == POISON);
            Reply dead = portside.get(accepted.getFirst().header("Location"), "Prefer", "wait=10");
            assertThat(dead.json().get("status").stringValue()).isEqualTo("dead");
            JsonNode letter = portside.get(
                            "/api/dead-letters/"
                                    + portside.get("/api/dead-letters?limit=1", as("admin"))
                                            .json()
                                            .get(0)
                                            .get("id")
                                            .stringValue(),
                            as("admin"))
                    .json();
            assertThat(letter.get("payload").stringValue()).contains("666");
            assertThat(letter.get("error").stringValue()).isNotBlank();
            assertThat(letter.get("attempts").intValue()).isPositive();
            assertThat(letter.get("traceparent").stringValue()).isEqualTo(TRACEPARENT);

            execute(backends, "ALTER TABLE products DROP CONSTRAINT no_poison");
            long started = System.nanoTime();
            JsonNode requeued = portside.post("/api/dead-letters/requeue", "{\"source\":\"products\"}", as("admin"))
                    .json();
            System.out.printf(
                    "ProductsOnBackendsTest: %d letters requeued in %.1f s%n",
                    POISON, (System.nanoTime() - started) / 1e9);
            assertThat(requeued.get("requeued").intValue()).isEqualTo(POISON);
            assertThat(portside.post("/api/dead-letters/requeue", "{}", as("admin"))
                            .json()
                            .get("requeued")
                            .intValue())
                    .isZero();
            for (Reply each : accepted) {
                assertThat(portside.get(each.header("Location"), "Prefer", "wait=20")
                                .json()
                                .get("status")
                                .stringValue())
                        .isEqualTo("applied");
            }
            assertThat(deadLetters(portside)).isZero();
        } finally {
            log.setLevel(null);
        }
    }

    private static int deadLetters(RunningPortside portside) {
        return portside.get("/health/products")
                .json()
                .at("/details/dead_letters")
                .intValue();
    }

    private static void execute(Map<String, String> backends, String sql) throws SQLException {
        String url = "jdbc:postgresql://%s:%s/%s"
                .formatted(backends.get("DB_HOST"), backends.get("DB_PORT"), backends.get("DB_NAME"));
        try (Connection connection =
                        DriverManager.getConnection(url, backends.get("DB_USER"), backends.get("DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
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
