package dev.portside.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.traces.Collector.Seen;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a call is told, and what a collector's faults do to the service: nothing. */
class TracedCallsTest {
    private static final String SPAN = "-00f067aa0ba902b7-";
    private static final String RECORDED = "00-4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String NOT_RECORDED = "00-4bf92f3577b34da6a3ce929d0e0e4737";

    @Test
    void aCallIsOneSpanInTheTraceOfItsCaller() throws IOException {
        try (Collector collector = new Collector();
                RunningPortside portside = tracing(collector.endpoint("one"))) {
            portside.get("/get?id=nothing", "traceparent", RECORDED + SPAN + "01");
            Seen call = awaitSpan(collector, "GET /get");
            assertThat(call.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(call.parentId()).isEqualTo("00f067aa0ba902b7");
            assertThat(call.kind()).isEqualTo(SpanKind.SPAN_KIND_SERVER);
            assertThat(call.failed()).isFalse();
            assertThat(call.attributes())
                    .isEqualTo(Map.of(
                            "http.request.method", "GET",
                            "http.route", "/get",
                            "url.path", "/get",
                            "url.scheme", "http",
                            "http.response.status_code", "404"));
            assertThat(call.resource())
                    .containsEntry("service.name", "portside")
                    .containsEntry("service.version", "1.0.0")
                    .containsKey("service.instance.id");
        }
    }

    @Test
    void aCallWithoutATraceBeginsOneThatItsWorkGoesOnWith() throws IOException {
        try (Collector collector = new Collector();
                RunningPortside portside = tracing(collector.endpoint("one"))) {
            portside.post("/insert", "{\"id\":\"x\",\"value\":1}");
            Seen call = awaitSpan(collector, "POST /insert");
            Seen work = awaitSpan(collector, "process inbox");
            assertThat(call.parentId()).isEmpty();
            assertThat(work.traceId()).isEqualTo(call.traceId());
            assertThat(work.parentId()).isEqualTo(call.spanId());
        }
    }

    @Test
    void theHotReadIsToldToo() throws IOException {
        try (Collector collector = new Collector();
                RunningPortside portside = tracing(collector.endpoint("one"))) {
            portside.get("/todos?limit=100", "traceparent", RECORDED + SPAN + "01");
            portside.get("/todos?limit=100");
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(collector.seen())
                            .filteredOn(span -> span.name().equals("GET /todos"))
                            .extracting(Seen::parentId)
                            .containsExactlyInAnyOrder("00f067aa0ba902b7", ""));
        }
    }

    @Test
    void whatTheCallerDoesNotRecordIsNotRecordedHere() throws IOException {
        try (Collector collector = new Collector();
                RunningPortside portside = tracing(collector.endpoint("one"))) {
            Reply accepted =
                    portside.post("/insert", "{\"id\":\"x\",\"value\":1}", "traceparent", NOT_RECORDED + SPAN + "00");
            portside.get(accepted.header("Location"), "Prefer", "wait=20", "traceparent", NOT_RECORDED + SPAN + "00");
            portside.get("/get?id=x", "traceparent", RECORDED + SPAN + "01");
            awaitSpan(collector, "GET /get");
            assertThat(collector.seen()).hasSize(1);
        }
    }

    @Test
    void whereNothingIsSampledNoTraceBegins() throws IOException {
        try (Collector collector = new Collector();
                RunningPortside portside = RunningPortside.start(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint("one"), "OTEL_TRACES_SAMPLER_ARG", "0"))) {
            portside.get("/get?id=nothing");
            portside.get("/get?id=x", "traceparent", RECORDED + SPAN + "01");
            awaitSpan(collector, "GET /get");
            assertThat(collector.seen()).hasSize(1);
        }
    }

    @Test
    void aCollectorThatIsAwayCostsNoCall() {
        try (RunningPortside portside = tracing("http://127.0.0.1:1")) {
            for (int i = 0; i < 50; i++) {
                assertThat(portside.post("/insert", "{\"id\":\"" + i + "\",\"value\":1}")
                                .status())
                        .isEqualTo(202);
            }
            assertThat(portside.stop()).isTrue();
        }
    }

    @Test
    void aCollectorThatNeverAnswersHoldsNoCallUpAndTheStopNotForLong() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                RunningPortside portside = tracing("http://127.0.0.1:" + silent.getLocalPort())) {
            assertThat(portside.post("/insert", "{\"id\":\"x\",\"value\":1}").status())
                    .isEqualTo(202);
            try (Socket exporting = silent.accept();
                    InputStream sent = exporting.getInputStream()) {
                assertThat(sent.read()).isEqualTo('P');
                assertThat(portside.post("/insert", "{\"id\":\"y\",\"value\":1}")
                                .status())
                        .isEqualTo(202);
                assertThat(portside.stop()).isTrue();
            }
        }
    }

    private static Seen awaitSpan(Collector collector, String name) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> collector.seen().stream()
                                .filter(span -> span.name().equals(name))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    private static RunningPortside tracing(String endpoint) {
        return RunningPortside.start(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint));
    }
}
