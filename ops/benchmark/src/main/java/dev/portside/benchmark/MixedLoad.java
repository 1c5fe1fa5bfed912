package dev.portside.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Every flow at once, as fast as the machine takes it; each call is answered with success, or refused and made again. */
final class MixedLoad {
    private static final int CALLERS_EACH = 16;
    private static final int ORDERS_PER_SECOND = 200;

    private final Portside portside;
    private final ServerProcess server;
    private final AtomicLong users = new AtomicLong();
    private final SequencedMap<String, Calls> flows = new LinkedHashMap<>();

    private record Calls(Supplier<ByteBuffer> calls, String status) {}

    /** @param perSecond calls that were answered with success, {@code refused} in all */
    record Rate(double perSecond, long refused) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,.0f calls/s, %,d refused", perSecond, refused);
        }
    }

    /** Makes the records that are to be changed. */
    MixedLoad(Portside portside, ServerProcess server, RandomGenerator random) throws IOException {
        this.portside = portside;
        this.server = server;
        try (Callers callers = new Callers(server.port(), 1)) {
            callers.call(RecordCalls.inserts(), Pace.calls(RecordCalls.RECORDS), "202", Integer.MAX_VALUE);
        }
        flows.put("records", new Calls(RecordCalls.updates(random), "202"));
        flows.put("products", new Calls(ProductCalls.calls(random), "202"));
        flows.put("users", new Calls(this::user, "201"));
        flows.put("limits", new Calls(() -> limit(random.nextInt(RecordCalls.RECORDS)), "200"));
        flows.put("todos", new Calls(() -> ascii("GET /todos?limit=10 HTTP/1.1\r\nHost: localhost\r\n\r\n"), "200"));
    }

    /** What each flow has answered. */
    Map<String, Rate> run(Duration time) throws IOException, InterruptedException, ExecutionException {
        Map<String, Future<Rate>> rates = new LinkedHashMap<>();
        Process publisher = portside.process(
                        "publish-orders",
                        "--count",
                        Long.toString(ORDERS_PER_SECOND * time.toSeconds()),
                        "--rate",
                        Integer.toString(ORDERS_PER_SECOND))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (ExecutorService threads = Executors.newFixedThreadPool(flows.size())) {
            flows.forEach((name, calls) -> rates.put(name, threads.submit(() -> rate(calls, time))));
            Map<String, Rate> found = new LinkedHashMap<>();
            for (Map.Entry<String, Future<Rate>> rate : rates.entrySet()) {
                found.put(rate.getKey(), rate.getValue().get());
            }
            if (publisher.waitFor() != 0) {
                throw new IOException("orders could not be published");
            }
            return found;
        } finally {
            publisher.destroy();
        }
    }

    private Rate rate(Calls calls, Duration time) throws IOException {
        try (Callers callers = new Callers(server.port(), CALLERS_EACH)) {
            Answers answers = callers.call(
                    calls.calls, Pace.closedLoop(time), new Answers(calls.status, Integer.MAX_VALUE).orRefusals());
            return new Rate(answers.count() * 1e9 / answers.nanos(), answers.refused());
        }
    }

    private ByteBuffer user() {
        long number = users.incrementAndGet();
        return RecordCalls.post(
                "/api/users", "{\"email\":\"user%d@example.com\",\"name\":\"User %d\"}".formatted(number, number));
    }

    private static ByteBuffer limit(int key) {
        return RecordCalls.post("/api/bucket/consume?key=mixed:" + key, "");
    }

    private static ByteBuffer ascii(String call) {
        return ByteBuffer.wrap(call.getBytes(StandardCharsets.US_ASCII));
    }
}
