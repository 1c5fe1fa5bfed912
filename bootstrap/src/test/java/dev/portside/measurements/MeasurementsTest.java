package dev.portside.measurements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/** What calls and flows leave behind in {@code /metrics} and {@code /performance}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeasurementsTest {
    private static final int CALLS = 5;

    private RunningPortside portside;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    @Test
    void callsAreCountedByRouteAndStatus() {
        double before = calls("/get", "404");
        for (int i = 0; i < CALLS; i++) {
            portside.get("/get?id=nothing-" + i);
        }
        await().untilAsserted(() -> assertThat(calls("/get", "404")).isEqualTo(before + CALLS));
    }

    private double calls(String route, String status) {
        return value(
                "http_server_request_duration_seconds_count",
                Map.of("http_request_method", "GET", "http_route", route, "http_response_status_code", status));
    }

    @Test
    void aFlowCountsWhatItAcceptsAppliesAndRejects() {
        Map<String, String> inserts = Map.of("portside_flow", "records", "portside_kind", "insert");
        double accepted = value("portside_flow_accepted_total", inserts);
        double applied = value("portside_flow_applied_total", inserts);
        double rejected = value("portside_flow_rejected_total", inserts);
        double durations = value("portside_flow_duration_seconds_count", inserts);
        for (int i = 0; i < CALLS; i++) {
            portside.post("/insert", "{\"id\":\"counted-" + i / 2 + "\",\"value\":1}");
        }
        await().untilAsserted(() -> {
            assertThat(value("portside_flow_accepted_total", inserts)).isEqualTo(accepted + CALLS);
            assertThat(value("portside_flow_applied_total", inserts)).isEqualTo(applied + 3);
            assertThat(value("portside_flow_rejected_total", inserts)).isEqualTo(rejected + 2);
            assertThat(value("portside_flow_duration_seconds_count", inserts)).isEqualTo(durations + CALLS);
        });
        Map<String, String> records = Map.of("portside_flow", "records");
        assertThat(value("portside_flow_batch_size_count", records)).isPositive();
        await().untilAsserted(() ->
                assertThat(value("portside_flow_queue_depth", records)).isZero());
        assertThat(value("portside_flow_queue_oldest_age_seconds", records)).isZero();
    }

    @Test
    void theCallerChoosesTheFormat() {
        portside.get("/get?id=nothing");
        Reply prometheus = portside.get("/metrics");
        assertThat(prometheus.header("Content-Type")).startsWith("text/plain; version=0.0.4");
        assertThat(MetricsText.prometheus(prometheus.http().body())).isNotEmpty();

        Reply openMetrics = portside.get(
                "/metrics", "Accept", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
        assertThat(openMetrics.header("Content-Type")).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(MetricsText.openMetrics(openMetrics.http().body())).isNotEmpty();

        JsonNode json = portside.get("/metrics", "Accept", "application/json").json();
        assertThat(json.at("/http.server.request.duration/0/tags/http.request.method")
                        .isString())
                .isTrue();
        assertThat(portside.get("/metrics", "Accept", "text/html").status()).isEqualTo(406);
    }

    @Test
    void thePerformanceOfTheLastMinuteIsTold() {
        portside.get("/get?id=nothing");
        await().untilAsserted(() -> {
            JsonNode json = portside.get("/performance").json();
            JsonNode route = json.get("routes")
                    .valueStream()
                    .filter(each -> each.get("route").stringValue().equals("/get"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(json));
            assertThat(route.get("requests_per_second").doubleValue()).isPositive();
            assertThat(route.get("p50_ms").doubleValue())
                    .isPositive()
                    .isLessThanOrEqualTo(route.get("p99_ms").doubleValue());
        });
    }

    @Test
    void whatNeverBecameARequestIsCountedToo() {
        Map<String, String> refused = new HashMap<>(
                Map.of("http_request_method", "_OTHER", "http_route", "", "http_response_status_code", "400"));
        double before = value("http_server_request_duration_seconds_count", refused);
        assertThat(portside.get("/%2e%2e/get").status()).isEqualTo(400);
        assertThat(value("http_server_request_duration_seconds_count", refused)).isEqualTo(before + 1);
    }

    @Test
    void nothingThatCallersInventMakesASeries() {
        invent("first");
        int before = series();
        int inventions = 50;
        for (int i = 0; i < inventions; i++) {
            invent("more" + i);
        }
        // A call is counted after its answer, so that some of the first ones may be new.
        assertThat(series()).isLessThan(before + inventions);
    }

    private void invent(String word) {
        portside.get("/" + word);
        portside.get("/get?id=" + word);
        portside.get("/tasks/" + word);
        portside.post("/api/bucket/consume?key=" + word + "&tokens=1", "");
        portside.send("INVENTED-" + word, "/get");
    }

    private int series() {
        return Math.toIntExact(
                MetricsText.prometheus(portside.get("/metrics").http().body()).stream()
                        .filter(sample -> sample.name().endsWith("_count")
                                || sample.name().endsWith("_total"))
                        .count());
    }

    @Test
    void whoWatchesForAFirstDeadLetterFindsItsCounterAtZero() {
        for (String flow : List.of("records", "products", "users", "todos", "orders")) {
            assertThat(MetricsText.prometheus(portside.get("/metrics").http().body()))
                    .anySatisfy(sample -> {
                        assertThat(sample.name()).isEqualTo("portside_flow_dead_total");
                        assertThat(sample.labels()).containsEntry("portside_flow", flow);
                    });
        }
    }

    @Test
    void theLimitersDecisionsAreCounted() {
        double admitted = value(
                "portside_ratelimit_decisions_total",
                Map.of("portside_limiter", "bucket", "portside_decision", "admitted"));
        double denied = value(
                "portside_ratelimit_decisions_total",
                Map.of("portside_limiter", "bucket", "portside_decision", "denied"));
        assertThat(portside.post("/api/bucket/consume?key=counted&tokens=10", "")
                        .status())
                .isEqualTo(200);
        assertThat(portside.post("/api/bucket/consume?key=counted&tokens=10", "")
                        .status())
                .isEqualTo(429);
        assertThat(value(
                        "portside_ratelimit_decisions_total",
                        Map.of("portside_limiter", "bucket", "portside_decision", "admitted")))
                .isEqualTo(admitted + 1);
        assertThat(value(
                        "portside_ratelimit_decisions_total",
                        Map.of("portside_limiter", "bucket", "portside_decision", "denied")))
                .isEqualTo(denied + 1);
    }

    /** The sum of all samples of this name with at least these labels. */
    private double value(String name, Map<String, String> labels) {
        List<MetricsText.Sample> samples =
                MetricsText.prometheus(portside.get("/metrics").http().body());
        return samples.stream()
                .filter(sample -> sample.name().equals(name))
                .filter(sample -> sample.labels().entrySet().containsAll(labels.entrySet()))
                .mapToDouble(MetricsText.Sample::value)
                .sum();
    }
}
