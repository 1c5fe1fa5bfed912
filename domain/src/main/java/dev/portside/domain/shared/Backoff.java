package dev.portside.domain.shared;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: before attempt n + 1 the delay is uniform in [0, min(delayMax, initial x 2^n)].
 * Source: M. Brooker, "Exponential Backoff And Jitter" (2015), which found that full jitter needs the fewest calls.
 */
public record Backoff(Duration initial, Duration delayMax) {
    private static final int DOUBLINGS_MAX = 30;

    public Backoff {
        if (initial.isNegative() || initial.isZero() || delayMax.compareTo(initial) < 0) {
            throw new Invalid("a backoff needs 0 < initial <= delayMax");
        }
    }

    /** The delay after {@code failures} failures in a row (1 or more). */
    public Duration delay(int failures, RandomGenerator random) {
        return Duration.ofNanos(random.nextLong(ceiling(failures).toNanos() + 1));
    }

    /** The longest delay that {@link #delay} can give after that many failures. */
    public Duration ceiling(int failures) {
        int doublings = Math.clamp(failures - 1L, 0, DOUBLINGS_MAX);
        Duration exponential = initial.multipliedBy(1L << doublings);
        return exponential.compareTo(delayMax) < 0 ? exponential : delayMax;
    }
}
