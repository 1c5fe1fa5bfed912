package dev.portside.benchmark;

import dev.portside.stack.Backend;
import dev.portside.stack.LocalStack;
import dev.portside.stack.Profile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** {@code POST /api/bucket/consume} of the distribution on Redis, against the same with its buckets in memory. */
record LimitsOverHttp(Path distribution, RandomGenerator random) {
    private static final int CALLERS = 64;
    private static final int KEYS = 10_000;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final String MEMORY = "in memory";
    private static final Map<String, String> SETTINGS = Map.of(
            "ROLES", "api",
            "HOST", "127.0.0.1",
            "PORT", "0",
            "LOG_LEVEL", "error",
            "BUCKET_CAPACITY", "1000000000",
            "BUCKET_REFILL_PER_SECOND", "1000",
            "JWT_SECRET", "a secret of 32 bytes, for measurements");

    List<Figure> measure(int rounds, Duration time) throws IOException, InterruptedException {
        try (LocalStack stack = new LocalStack(Profile.PRODUCTION, System.getenv())) {
            stack.warmUp(Backend.POSTGRES_MAIN, Backend.POSTGRES_INBOX, Backend.REDIS);
            Map<String, String> backends = new HashMap<>(Databases.fresh(stack).settings());
            backends.put("REPOSITORY_TYPE", "postgres");
            backends.put("REDIS_URL", stack.redis().uri().toString());
            try (ServerProcess onRedis = start(backends);
                    ServerProcess inMemory = start(Map.of("REPOSITORY_TYPE", "mock"))) {
                Comparison rates = compare(onRedis, inMemory, rounds, time);
                System.out.printf("%nConsumed over HTTP a second, %d callers%n%n%s", CALLERS, rates.table());
                return List.of(Figure.atLeast("limits over HTTP: times the same " + MEMORY, rates.ratio(MEMORY), 0.5));
            }
        }
    }

    private ServerProcess start(Map<String, String> backends) throws IOException {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(backends);
        String program = distribution.resolve("bin/portside").toString();
        return ServerProcess.start(List.of(program, "serve"), settings);
    }

    private Comparison compare(ServerProcess onRedis, ServerProcess inMemory, int rounds, Duration time)
            throws IOException {
        double _ = rate(inMemory, WARM_UP);
        double _ = rate(onRedis, WARM_UP);
        Comparison rates = new Comparison("Redis", MEMORY);
        for (int round = 0; round < rounds; round++) {
            boolean first = round % 2 == 0;
            double one = rate(first ? onRedis : inMemory, time);
            double other = rate(first ? inMemory : onRedis, time);
            rates.add(first ? one : other, first ? other : one);
        }
        return rates;
    }

    private double rate(ServerProcess server, Duration time) throws IOException {
        try (Callers callers = new Callers(server.port(), CALLERS)) {
            Answers answers = callers.call(calls(), Pace.closedLoop(time), "200", Integer.MAX_VALUE);
            return answers.count() * 1e9 / answers.nanos();
        }
    }

    private Supplier<ByteBuffer> calls() {
        ByteBuffer[] calls =
                IntStream.range(0, KEYS).mapToObj(LimitsOverHttp::call).toArray(ByteBuffer[]::new);
        return () -> calls[random.nextInt(KEYS)].rewind();
    }

    private static ByteBuffer call(int key) {
        byte[] call = """
                POST /api/bucket/consume?key=user:%d HTTP/1.1\r
                Host: localhost\r
                Content-Length: 0\r
                \r
                """.formatted(key).getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(call.length).put(call);
    }
}
