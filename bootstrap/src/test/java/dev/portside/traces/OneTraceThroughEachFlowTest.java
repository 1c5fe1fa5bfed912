package dev.portside.traces;

import static dev.portside.bootstrap.RunningPortside.token;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.application.orders.OrderJson;
import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.domain.orders.SampleOrder;
import dev.portside.domain.shared.TraceContext;
import dev.portside.traces.Collector.Seen;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * One instance accepts and another one does the work: a request's trace leads from the call at the one to the statements
 * of the other, for every request of every asynchronous flow. {@code -Dportside.traces=1000} says of how many.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OneTraceThroughEachFlowTest {
    private static final int TRACES = Integer.getInteger("portside.traces", 100);
    private static final int CALLERS = 16;
    private static final String CALLERS_SPAN = "00f067aa0ba902b7";
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Map<String, String> backends = RunningPortside.backends();
    private Collector collector;
    private RunningPortside accepting;
    private RunningPortside applying;

    @BeforeAll
    void start() throws IOException {
        collector = new Collector();
        accepting = RunningPortside.start(with("api"));
        applying = RunningPortside.start(with("inbox,products,relay,todos,orders"));
    }

    private Map<String, String> with(String roles) {
        Map<String, String> all = new HashMap<>(backends);
        all.put("ROLES", roles);
        all.put("TEST_ENDPOINTS", "true");
        all.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint(roles.equals("api") ? "accepting" : "applying"));
        return all;
    }

    @AfterAll
    void stop() {
        applying.close();
        accepting.close();
        collector.close();
    }

    @Test
    void recordsThroughTheInbox() {
        follow(
                1,
                202,
                i -> accepting.post(
                        "/insert",
                        "{\"id\":\"traced-%d\",\"value\":%d}".formatted(i, i),
                        "traceparent",
                        traceparent(1, i)));
    }

    @Test
    void productsThroughKafka() {
        follow(
                2,
                202,
                i -> accepting.post(
                        "/api/v1/events",
                        "{\"product_id\":\"p%d\",\"price\":1,\"stock\":%d}".formatted(i % 7, i),
                        "traceparent",
                        traceparent(2, i)));
    }

    @Test
    void todosThroughKafka() {
        String token = token("todos:write");
        follow(
                3,
                202,
                i -> accepting.post(
                        "/todos",
                        "{\"title\":\"Sail %d\"}".formatted(i),
                        "Authorization",
                        "Bearer " + token,
                        "traceparent",
                        traceparent(3, i)));
    }

    @Test
    void usersThroughTheOutboxAndOnToKafkasReaders() {
        follow(
                4,
                201,
                i -> accepting.post(
                        "/api/users",
                        "{\"email\":\"traced%d@example.com\",\"name\":\"Ann\"}".formatted(i),
                        "traceparent",
                        traceparent(4, i)));
        // What a reader is handed leads on from the relay's span of sending it.
        Map<String, String> handedOn = accepting.userEvents().stream()
                .map(event -> event.headers().get("traceparent"))
                .collect(Collectors.toMap(TraceContext::traceId, TraceContext::spanId));
        Map<String, String> sent = collector.seen().stream()
                .filter(span -> span.instance().equals("applying") && span.kind() == SpanKind.SPAN_KIND_PRODUCER)
                .filter(span -> handedOn.containsKey(span.traceId()))
                .collect(Collectors.toMap(Seen::traceId, Seen::spanId));
        assertThat(handedOn).hasSize(TRACES).isEqualTo(sent);
    }

    @Test
    void ordersThroughNats() {
        follow(
                5,
                202,
                i -> accepting.post(
                        "/api/test/orders",
                        new String(OrderJson.bytes(SampleOrder.order("traced" + i)), UTF_8),
                        "traceparent",
                        traceparent(5, i)));
    }

    /** Has the calls answered, and waits until each trace is whole. */
    private void follow(int flow, int status, IntFunction<Reply> call) {
        try (ExecutorService callers = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<Integer>> answers = IntStream.range(0, TRACES)
                    .mapToObj(i -> callers.submit(() -> accepted(call, i)))
                    .toList();
            assertThat(answers).extracting(Future::get).containsOnly(status);
        }
        Set<String> wanted = IntStream.range(0, TRACES)
                .mapToObj(i -> traceId(flow, i))
                .collect(Collectors.toCollection(TreeSet::new));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(whole()).describedAs("whole traces").containsAll(wanted));
        System.out.printf("flow %d: %d of %d traces are whole%n", flow, wanted.size(), TRACES);
    }

    /** A machine that has much else to do may refuse a call for a while, and callers repeat it then. */
    private static int accepted(IntFunction<Reply> call, int i) {
        return await().atMost(PATIENCE).until(() -> call.apply(i).status(), status -> status != 503);
    }

    /** The traces in which a statement at the instance that applies goes back, span by span, to a call at the other one. */
    private Set<String> whole() {
        Map<String, Seen> bySpanId = collector.seen().stream().collect(Collectors.toMap(Seen::spanId, span -> span));
        return bySpanId.values().stream()
                .filter(span -> span.instance().equals("applying") && span.isStatement())
                .filter(span -> origin(span, bySpanId)
                        .filter(call -> call.instance().equals("accepting")
                                && call.kind() == SpanKind.SPAN_KIND_SERVER
                                && call.parentId().equals(CALLERS_SPAN))
                        .isPresent())
                .map(Seen::traceId)
                .collect(Collectors.toSet());
    }

    private static Optional<Seen> origin(Seen span, Map<String, Seen> bySpanId) {
        Seen at = span;
        for (Seen parent = at; parent != null; parent = bySpanId.get(at.parentId())) {
            assertThat(parent.traceId()).isEqualTo(span.traceId());
            at = parent;
        }
        return Optional.of(at);
    }

    private static String traceparent(int flow, int i) {
        return "00-" + traceId(flow, i) + "-" + CALLERS_SPAN + "-01";
    }

    private static String traceId(int flow, int i) {
        return HexFormat.of().toHexDigits(0xf10c_0000_0000_0000L + flow)
                + HexFormat.of().toHexDigits(0x0a00_0000_0000_0000L + i);
    }
}
