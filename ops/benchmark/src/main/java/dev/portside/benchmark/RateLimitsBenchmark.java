package dev.portside.benchmark;

import dev.portside.stack.LocalRedis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Rate limits on one Redis: Portside's against Bucket4j on Lettuce, in this process, in turns; a bulk against as many
 * single calls; and consume over HTTP against the same handler with its buckets in memory.
 */
public final class RateLimitsBenchmark {
    private static final int CALLERS = 64;
    private static final int KEYS = 100_000;
    private static final int BULK = 100;
    private static final int TURNS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final String PEER = "Bucket4j";

    private final RandomGenerator random;
    private final int rounds;
    private final Duration time;

    private RateLimitsBenchmark(RandomGenerator random, int rounds, Duration time) {
        this.random = random;
        this.rounds = rounds;
        this.time = time;
    }

    /** @param arguments the distribution's folder, rounds, seconds per measurement, perhaps a seed */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int rounds = Integer.parseInt(arguments[1]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[2]));
        long seed = arguments.length > 3 ? Long.parseLong(arguments[3]) : new SplittableRandom().nextInt();
        System.out.printf("Rate limits, %d rounds of %d s; SEED=%d%n", rounds, time.toSeconds(), seed);
        RateLimitsBenchmark benchmark = new RateLimitsBenchmark(new SplittableRandom(seed), rounds, time);
        List<Figure> figures = new ArrayList<>();
        try (LocalRedis server = LocalRedis.start("benchmark");
                Limiter portside = new PortsideLimiter(server);
                Limiter peer = new Bucket4jLimiter(server)) {
            figures.addAll(benchmark.manyKeys(portside, peer));
            figures.addAll(benchmark.hotKey(portside, peer));
            figures.addAll(benchmark.bulk(portside));
        }
        figures.addAll(new LimitsOverHttp(Path.of(arguments[0]), random(seed)).measure(rounds, time));
        System.out.println();
        new Part("limits", "SEED=" + seed, figures).tell();
    }

    private static RandomGenerator random(long seed) {
        return new SplittableRandom(seed + 1);
    }

    private List<Figure> manyKeys(Limiter portside, Limiter peer) throws InterruptedException {
        Pair pair = compare("%,d keys".formatted(KEYS), KEYS, portside, peer);
        return List.of(Figure.atLeast(
                "%,d keys, %d callers: times %s".formatted(KEYS, CALLERS, PEER), pair.rates.ratio(PEER), 1.7));
    }

    private List<Figure> hotKey(Limiter portside, Limiter peer) throws InterruptedException {
        Pair pair = compare("one hot key", 1, portside, peer);
        return List.of(
                Figure.atLeast(
                        "one hot key, %d callers: times %s".formatted(CALLERS, PEER), pair.rates.ratio(PEER), 25),
                Figure.atMost("one hot key: p99, times that of " + PEER, pair.p99.ratio(PEER), 0.05));
    }

    /** Rates, and milliseconds. */
    private record Pair(Comparison rates, Comparison p99) {}

    private Pair compare(String what, int keys, Limiter portside, Limiter peer) throws InterruptedException {
        LimiterLoad _ = load(WARM_UP, keys, peer::consume);
        LimiterLoad _ = load(WARM_UP, keys, portside::consume);
        Pair pair = new Pair(new Comparison("Portside", PEER), new Comparison("Portside", PEER));
        for (int round = 0; round < rounds; round++) {
            // Whoever comes first in a round comes last in the next one, so that a drift of the machine helps neither.
            boolean first = round % 2 == 0;
            LimiterLoad one = load(time, keys, first ? portside::consume : peer::consume);
            LimiterLoad other = load(time, keys, first ? peer::consume : portside::consume);
            LimiterLoad ours = first ? one : other;
            LimiterLoad theirs = first ? other : one;
            pair.rates.add(ours.perSecond(), theirs.perSecond());
            pair.p99.add(ours.p99Millis() * 1_000, theirs.p99Millis() * 1_000);
        }
        System.out.printf("%nTokens a second, %s, %d callers%n%n%s", what, CALLERS, pair.rates.table());
        System.out.printf("%np99, microseconds%n%n%s", pair.p99.table());
        return pair;
    }

    private LimiterLoad load(Duration time, int keys, IntPredicate call) throws InterruptedException {
        return LimiterLoad.run(CALLERS, keys, time, random, call);
    }

    /** One caller who needs a token of each of {@value #BULK} keys. */
    private List<Figure> bulk(Limiter portside) throws InterruptedException {
        IntPredicate together = first ->
                portside.consume(IntStream.range(first, first + BULK).boxed().toList());
        Comparison rates = new Comparison("bulk", "single calls");
        LimiterLoad _ = LimiterLoad.run(1, KEYS, WARM_UP, random, together);
        for (int round = 0; round < rounds; round++) {
            double bulks = 0;
            double singles = 0;
            // In short turns: a bulk is work and a single call is a wait, so that company on the machine costs them
            // unequally.
            for (int turn = 0; turn < TURNS; turn++) {
                bulks += LimiterLoad.run(1, KEYS, time.dividedBy(TURNS), random, together)
                        .perSecond();
                singles += LimiterLoad.run(1, KEYS, time.dividedBy(TURNS), random, portside::consume)
                        .perSecond();
            }
            rates.add(bulks * BULK / TURNS, singles / TURNS);
        }
        System.out.printf(Locale.ROOT, "%nTokens a second, one caller, %d keys each%n%n%s", BULK, rates.table());
        return List.of(Figure.atLeast("a bulk of " + BULK + ": times single calls", rates.ratio("single calls"), 10));
    }
}
