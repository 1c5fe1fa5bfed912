package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A product's life as its client sees it. */
@ParameterizedClass
@EnumSource
class ProductsStoryTest {
    enum Backends {
        MEMORY,
        REAL
    }

    @Parameter
    private Backends backends;

    private RunningPortside start() {
        return start(Map.of());
    }

    private RunningPortside start(Map<String, String> settings) {
        RunningPortside started = switch (backends) {
            case MEMORY -> RunningPortside.start(settings);
            case REAL -> RunningPortside.onPostgres(settings);
        };
        await().until(() -> started.get("/health/products").status() == 200);
        return started;
    }

    private static final String EVENT = "{\"product_id\": \"abc123\", \"price\": 49.99, \"stock\": 100}";

    @Test
    void anEventIsAcceptedAppliedAndRead() {
        try (RunningPortside portside = start()) {
            assertThat(portside.get("/api/v1/products/abc123").status()).isEqualTo(404);
            Reply accepted = portside.post("/api/v1/events", EVENT);
            assertThat(accepted.status()).isEqualTo(202);
            assertThat(accepted.json().propertyNames()).containsExactly("status", "event_id");
            assertThat(accepted.json().get("status").stringValue()).isEqualTo("accepted");

            Reply task = task(portside, accepted);
            assertThat(task.json().get("status").stringValue()).isEqualTo("applied");
            assertThat(task.json().get("kind").stringValue()).isEqualTo("product.event");
            assertThat(task.json().get("finished_at").isString()).isTrue();

            Reply read = portside.get("/api/v1/products/abc123");
            assertThat(read.http().body()).isEqualTo("{\"id\":\"abc123\",\"price\":49.99,\"stock\":100}");
            assertThat(portside.get("/api/v1/products/abc123", "If-None-Match", read.header("ETag"))
                            .status())
                    .isEqualTo(304);

            task(
                    portside,
                    portside.post(
                            "/api/v1/events", EVENT.replace("49.99", "10.50").replace("100", "0")));
            Reply changed = portside.get("/api/v1/products/abc123", "If-None-Match", read.header("ETag"));
            assertThat(changed.http().body()).isEqualTo("{\"id\":\"abc123\",\"price\":10.50,\"stock\":0}");
        }
    }

    @Test
    void everyFaultOfABodyIsNamedAtOnce() {
        try (RunningPortside portside = start()) {
            for (String body : List.of(
                    "{}",
                    "{\"product_id\":\"\",\"price\":-1,\"stock\":1.5}",
                    "{\"product_id\":7,\"price\":\"1\",\"stock\":-1}",
                    "{\"product_id\":\"a\\u0000\",\"price\":0.00001,\"stock\":9223372036854775808}",
                    "{\"product_id\":null,\"price\":1e99,\"stock\":null}")) {
                Reply refused = portside.post("/api/v1/events", body);
                assertThat(refused.status()).as(body).isEqualTo(400);
                assertThat(refused.json().get("errors"))
                        .as(body)
                        .extracting(fault -> fault.get("pointer").stringValue())
                        .contains("/product_id");
            }
            assertThat(portside.post("/api/v1/events", "{\"product_id\":\"a\",\"price\":1e99999999999,\"stock\":1}")
                            .status())
                    .isEqualTo(400);
            assertThat(portside.post("/api/v1/events", "not JSON").status()).isEqualTo(400);
        }
    }

    @Test
    void aRepeatedKeyGivesTheSameAnswerAndHasOneEffect() {
        try (RunningPortside portside = start()) {
            Reply first = portside.post("/api/v1/events", EVENT, "Idempotency-Key", "\"once\"");
            task(portside, first);
            task(portside, portside.post("/api/v1/events", EVENT.replace("49.99", "1")));
            Reply repeat = portside.post("/api/v1/events", EVENT, "Idempotency-Key", "once");
            assertThat(repeat.http().body()).isEqualTo(first.http().body());
            assertThat(task(portside, repeat).json().get("status").stringValue())
                    .isEqualTo("applied");
            assertThat(price(portside)).isEqualTo("1");

            JsonNode second = task(
                            portside,
                            portside.post("/api/v1/events", EVENT.replace("100", "7"), "Idempotency-Key", "once"))
                    .json();
            assertThat(second.get("status").stringValue()).isEqualTo("rejected");
            assertThat(second.get("reason").stringValue()).contains("another body");
            assertThat(price(portside)).isEqualTo("1");
        }
    }

    @Test
    void aHundredEqualRequestsAtOnceHaveOneEvent() {
        try (RunningPortside portside = start()) {
            List<Reply> replies = IntStream.range(0, 100)
                    .parallel()
                    .mapToObj(_ -> portside.post("/api/v1/events", EVENT, "Idempotency-Key", "once"))
                    .toList();
            assertThat(replies)
                    .extracting(reply -> reply.http().body())
                    .containsOnly(replies.getFirst().http().body());
            assertThat(replies)
                    .extracting(
                            reply -> task(portside, reply).json().get("status").stringValue())
                    .containsOnly("applied");
        }
    }

    @Test
    void aFullQueueRefusesNewEventsAtOnce() {
        try (RunningPortside portside = start(Map.of("ROLES", "api", "QUEUE_MAX_LAG", "3"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(portside.post("/api/v1/events", EVENT).status()).isEqualTo(202);
            }
            Reply refused = portside.post("/api/v1/events", EVENT);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            assertThat(refused.json().get("detail").stringValue()).isEqualTo("the queue is full");
        }
    }

    @Test
    void healthTellsHowMuchIsQueued() {
        try (RunningPortside portside = start(Map.of("ROLES", "api"))) {
            assertThat(queued(portside)).isZero();
            portside.post("/api/v1/events", EVENT);
            portside.post("/api/v1/events", EVENT);
            assertThat(queued(portside)).isEqualTo(2);
        }
        try (RunningPortside portside = start()) {
            task(portside, portside.post("/api/v1/events", EVENT));
            await().until(() -> queued(portside) == 0);
        }
    }

    private static Reply task(RunningPortside portside, Reply accepted) {
        return portside.get(accepted.header("Location"), "Prefer", "wait=10");
    }

    private static int queued(RunningPortside portside) {
        Reply health = portside.get("/health/products");
        assertThat(health.status()).isEqualTo(200);
        JsonNode details = health.json().get("details");
        assertThat(details.get("circuit_breaker").stringValue()).isEqualTo("closed");
        return details.get("queued").intValue();
    }

    private static String price(RunningPortside portside) {
        return portside.get("/api/v1/products/abc123").json().get("price").asString();
    }
}
