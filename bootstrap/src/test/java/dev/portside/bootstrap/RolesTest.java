package dev.portside.bootstrap;

import static dev.portside.bootstrap.RunningPortside.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.http.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One instance that only answers accepts what others do, however they divide it, and nobody calls them but to watch. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RolesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SINGLE = List.of("inbox", "products", "relay", "todos", "orders");
    private static final List<String> PAIRED = List.of("inbox,products", "relay,todos", "orders,inbox");

    /** What a process answers that only works. */
    private static final Set<String> WATCHING = Set.of(
            "/health",
            "/health/{component}",
            "/livez",
            "/readyz",
            "/startupz",
            "/metrics",
            "/performance",
            "/debug/jfr");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Map<String, String> backends = RunningPortside.backends();
    private RunningPortside api;

    @BeforeAll
    void start() {
        api = instance("api");
    }

    @AfterAll
    void stop() {
        api.close();
    }

    private RunningPortside instance(String roles) {
        Map<String, String> own = new HashMap<>(backends);
        own.putAll(Map.of("ROLES", roles, "TEST_ENDPOINTS", "true", "DB_POOL_SIZE", "5"));
        return RunningPortside.start(own);
    }

    /** A call of each flow that was accepted, by the role that does its work. */
    private record Accepted(String tag, Reply record, Reply product, Reply todo) {}

    @Test
    void whatIsAcceptedWhileNobodyWorksIsDoneByOneForEachRole() throws Exception {
        Accepted work = accept("alone", 1);
        for (Reply each : List.of(work.record, work.product, work.todo)) {
            assertThat(status(each, "")).isEqualTo("pending");
        }
        assertThat(published("alone")).isZero();
        try (Fleet fleet = new Fleet(SINGLE)) {
            awaitDone(work);
            for (RunningPortside worker : fleet.instances) {
                answersThoseWhoWatchAlone(worker);
            }
            assertThat(fleet.instances).extracting(RolesTest::works).doesNotHaveDuplicates();
        }
    }

    @Test
    void rolesMayBeDividedInPairs() throws Exception {
        try (Fleet _ = new Fleet(PAIRED)) {
            awaitDone(accept("paired", 2));
        }
    }

    /** Instances with these roles, started and stopped together. */
    private final class Fleet implements AutoCloseable {
        private final List<RunningPortside> instances = new ArrayList<>();

        Fleet(List<String> roles) throws Exception {
            try (ExecutorService starters = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<RunningPortside>> starting = roles.stream()
                        .map(each -> starters.submit(() -> instance(each)))
                        .toList();
                for (Future<RunningPortside> each : starting) {
                    instances.add(each.get());
                }
            }
        }

        @Override
        public void close() {
            instances.parallelStream().forEach(RunningPortside::close);
        }
    }

    private Accepted accept(String tag, int order) {
        Reply product = accepted(202, () -> api.post("/api/v1/events", event(tag)));
        Reply todo = accepted(202, () -> api.post("/todos", "{\"title\":\"" + tag + "\"}", as("todos:write")));
        Reply record = accepted(202, () -> api.post("/insert", "{\"id\":\"" + tag + "\",\"value\":1}"));
        Reply _ = accepted(201, () -> api.post("/api/users", "{\"email\":\"" + tag + "@example.com\",\"name\":\"A\"}"));
        Reply _ = accepted(202, () -> api.post("/api/test/orders", OrdersStoryTest.order(order)));
        return new Accepted(tag, record, product, todo);
    }

    private static String event(String tag) {
        return "{\"product_id\":\"" + tag + "\",\"price\":1,\"stock\":7}";
    }

    /** A machine that has much else to do may refuse a call for a while. */
    private static Reply accepted(int status, Supplier<Reply> call) {
        Reply reply = await().atMost(PATIENCE).until(call::get, each -> each.status() != 503);
        assertThat(reply.status()).isEqualTo(status);
        return reply;
    }

    private void awaitDone(Accepted work) {
        for (Reply each : List.of(work.record, work.product, work.todo)) {
            await().atMost(PATIENCE).until(() -> status(each, "wait=30"), "applied"::equals);
        }
        await().atMost(PATIENCE).until(() -> published(work.tag) == 1);
        await().atMost(PATIENCE)
                .until(() -> api.get("/api/orders").json().findValuesAsString("order_uid").stream()
                        .anyMatch(uid -> uid.equals(work.tag.equals("alone") ? "story1" : "story2")));
        assertThat(api.get("/get?id=" + work.tag).json().get("value").intValue())
                .isEqualTo(1);
        assertThat(api.get("/api/v1/products/" + work.tag).json().get("stock").intValue())
                .isEqualTo(7);
        await().atMost(PATIENCE)
                .until(() -> api.get("/todos?limit=10")
                        .json()
                        .findValuesAsString("title")
                        .contains(work.tag));
        assertThat(api.post("/api/bucket/consume?key=" + work.tag + "&tokens=1", "")
                        .status())
                .isEqualTo(200);
    }

    private String status(Reply accepted, String prefer) {
        String location = accepted.header("Location");
        Reply task = prefer.isEmpty() ? api.get(location) : api.get(location, "Prefer", prefer);
        return task.json().get("status").stringValue();
    }

    private long published(String tag) {
        return api.userEvents().stream()
                .filter(event -> new String(event.value(), java.nio.charset.StandardCharsets.UTF_8)
                        .contains(tag + "@example.com"))
                .count();
    }

    private void answersThoseWhoWatchAlone(RunningPortside worker) throws IOException, InterruptedException {
        assertThat(worker.routes()).extracting(Route::path).containsExactlyInAnyOrderElementsOf(WATCHING);
        for (Route route : api.routes()) {
            String path = route.path().replace("{component}", "orders").replaceAll("\\{.*?}", "x");
            String method = route.method().text();
            if (WATCHING.contains(route.path())) {
                int status = path.equals("/debug/jfr") ? 401 : 200;
                await().atMost(PATIENCE)
                        .until(() -> call(worker.uri(path), method).statusCode() == status);
            } else {
                HttpResponse<String> answer = call(worker.uri(path), method);
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
        }
    }

    /** The flows whose work this instance takes, as far as its health tells. */
    private static Set<String> works(RunningPortside worker) {
        try {
            JsonNode health = JsonMapper.shared()
                    .readTree(call(worker.uri("/health"), "GET").body())
                    .get("components");
            Set<String> works = new TreeSet<>();
            for (String flow : List.of("records", "products", "users", "todos")) {
                JsonNode details = health.get(flow).get("details");
                if (details.path("lanes").asInt(0) + details.path("consumers").asInt(0) > 0) {
                    works.add(flow);
                }
            }
            assertThat(works).as("an instance with one role").hasSizeLessThan(2);
            return works;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> call(URI uri, String method) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
