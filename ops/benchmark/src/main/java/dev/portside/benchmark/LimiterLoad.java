package dev.portside.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * Callers on threads of their own, virtual ones as in the service, each of which calls again as soon as it was answered.
 *
 * @param nanos how long each call took
 */
record LimiterLoad(double perSecond, Histogram nanos) {
    private static final int DIGITS = 3;

    /**
     * Calls until the time is over; fails when a token is refused.
     *
     * @param keys calls are for any of so many
     */
    static LimiterLoad run(int callers, int keys, Duration time, RandomGenerator seeds, IntPredicate call)
            throws InterruptedException {
        long start = System.nanoTime();
        List<Future<Histogram>> each = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                RandomGenerator random = new SplittableRandom(seeds.nextLong());
                each.add(threads.submit(() -> call(random, keys, start + time.toNanos(), call)));
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Histogram all = new Histogram(DIGITS);
        for (Future<Histogram> one : each) {
            try {
                all.add(one.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("a caller failed", e.getCause());
            }
        }
        return new LimiterLoad(all.getTotalCount() / seconds, all);
    }

    private static Histogram call(RandomGenerator random, int keys, long end, IntPredicate call) {
        Histogram nanos = new Histogram(DIGITS);
        for (long before = System.nanoTime(); before < end; ) {
            if (!call.test(random.nextInt(keys))) {
                throw new IllegalStateException("a token was refused where there are plenty");
            }
            long after = System.nanoTime();
            nanos.recordValue(after - before);
            before = after;
        }
        return nanos;
    }

    double p99Millis() {
        return Latency.p99Millis(nanos);
    }
}
