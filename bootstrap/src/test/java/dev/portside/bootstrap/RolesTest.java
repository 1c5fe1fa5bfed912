package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The finest split that there is: an instance that answers, and one for each kind of work, which nobody calls but to watch. */
class RolesTest {
    private static final List<String> ROLES = List.of("api", "inbox", "products", "relay", "todos", "orders");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @Test
    void anInstanceThatOnlyAnswersAcceptsAndReadsWhatSixShareTheWorkOf() throws Exception {
        Map<String, RunningPortside> instances = start();
        try {
            RunningPortside api = instances.get("api");
            await().atMost(PATIENCE).until(() -> status(api.managementUri("/health")) == 200);
            applied(api, () -> api.post("/insert", "{\"id\":\"split\",\"value\":1}"));
            applied(api, () -> api.post("/api/v1/events", "{\"product_id\":\"split\",\"price\":1,\"stock\":7}"));
            applied(api, () -> api.post("/todos", "{\"title\":\"Sail\"}", as("todos:write")));
            assertThat(api.post("/api/users", "{\"email\":\"split@example.com\",\"name\":\"Ann\"}")
                            .status())
                    .isEqualTo(201);
            assertThat(api.post("/api/test/orders", OrdersStoryTest.order(1)).status())
                    .isEqualTo(202);
            assertThat(api.post("/api/bucket/consume?key=split&tokens=1", "").status())
                    .isEqualTo(200);

            assertThat(api.get("/get?id=split").json().get("value").intValue()).isEqualTo(1);
            assertThat(api.get("/api/v1/products/split").json().get("stock").intValue())
                    .isEqualTo(7);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(api.get("/todos?limit=1").json().findValuesAsString("title"))
                                    .containsExactly("Sail"));
            await().atMost(PATIENCE).until(() -> api.userEvents().size() == 1);
            await().atMost(PATIENCE).until(() -> api.get("/api/orders").json().size() == 1);

            for (RunningPortside worker : instances.values()) {
                for (String path : List.of("/livez", "/readyz", "/health", "/metrics")) {
                    assertThat(status(worker.managementUri(path))).as(path).isEqualTo(200);
                }
            }
        } finally {
            instances.values().parallelStream().forEach(RunningPortside::close);
        }
    }

    private static Map<String, RunningPortside> start() throws InterruptedException, ExecutionException {
        Map<String, String> backends = RunningPortside.backends();
        Map<String, Future<RunningPortside>> starting = new LinkedHashMap<>();
        try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String role : ROLES) {
                Map<String, String> own = new HashMap<>(backends);
                own.putAll(
                        Map.of("ROLES", role, "MANAGEMENT_PORT", "0", "TEST_ENDPOINTS", "true", "DB_POOL_SIZE", "5"));
                starting.put(role, starters.submit(() -> RunningPortside.start(own)));
            }
        }
        Map<String, RunningPortside> started = new LinkedHashMap<>();
        for (Map.Entry<String, Future<RunningPortside>> each : starting.entrySet()) {
            started.put(each.getKey(), each.getValue().get());
        }
        return started;
    }

    /** A machine that has much else to do may refuse a call for a while. */
    private static void applied(RunningPortside api, Supplier<Reply> call) {
        Reply accepted = await().atMost(PATIENCE).until(call::get, reply -> reply.status() != 503);
        assertThat(accepted.status()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(
                        () -> api.get(accepted.header("Location"), "Prefer", "wait=30")
                                .json()
                                .get("status")
                                .stringValue(),
                        "applied"::equals);
    }

    private static int status(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .statusCode();
    }
}
