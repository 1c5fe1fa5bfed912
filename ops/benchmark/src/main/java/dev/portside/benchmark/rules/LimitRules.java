package dev.portside.benchmark.rules;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.TokenBucket;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A token of each kind of limit, taken again and again from what the last one left. */
@State(Scope.Thread)
public class LimitRules {
    private static final long CAPACITY = 1_000_000;
    private static final Refill REFILL = new Refill(1_000, 1_000_000);
    private static final long WINDOW_MICROS = 10_000_000;

    private final Taken tokenBucket = new Taken(new TokenBucket(CAPACITY, REFILL));
    private final Taken slidingWindow = new Taken(new SlidingWindow(CAPACITY, WINDOW_MICROS));
    private final Taken gcra = new Taken(Gcra.of(CAPACITY, REFILL));

    @Benchmark
    public Bucket takeFromTokenBucket() {
        return tokenBucket.next();
    }

    @Benchmark
    public Bucket takeFromSlidingWindow() {
        return slidingWindow.next();
    }

    @Benchmark
    public Bucket takeByGcra() {
        return gcra.next();
    }

    /** A bucket whose clock goes on by a thousandth of a second with each token, as fast as it is refilled. */
    private static final class Taken {
        private static final long STEP_MICROS = 1_000;

        private long nowMicros = 1_000_000_000;
        private Bucket bucket;

        Taken(Algorithm algorithm) {
            bucket = algorithm.full(nowMicros);
        }

        Bucket next() {
            nowMicros += STEP_MICROS;
            Optional<Bucket> left = bucket.take(nowMicros, 1);
            bucket = left.orElseThrow();
            return bucket;
        }
    }
}
