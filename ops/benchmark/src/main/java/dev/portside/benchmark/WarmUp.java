package dev.portside.benchmark;

import java.io.IOException;
import java.time.Duration;

/** Lets a contender run until it is as fast as it gets: how long that takes differs from machine to machine. */
final class WarmUp {
    private static final Duration STEP = Duration.ofSeconds(8);
    private static final int STEPS_MAX = 8;

    /** A step that is not so many times as fast as the fastest one before it is the last. */
    private static final double GROWTH = 1.1;

    private WarmUp() {}

    static void of(Contender contender) throws IOException, InterruptedException {
        double fastest = 0;
        for (int step = 0; step < STEPS_MAX; step++) {
            double rate = contender.throughput(STEP).appliedPerSecond();
            if (rate < GROWTH * fastest) {
                return;
            }
            fastest = rate;
        }
    }
}
