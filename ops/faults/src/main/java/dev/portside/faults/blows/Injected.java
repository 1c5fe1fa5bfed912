package dev.portside.faults.blows;

import java.time.Duration;

/**
 * A harm that was done. Times are those of {@link System#nanoTime}.
 *
 * @param from when it began to be done, and {@code done} when it was
 * @param over when what bore it was whole again: a process ready, a network mended
 */
public record Injected(PlannedHarm planned, Target target, long from, long done, long over) {
    /** Whether it came to an end later than so long before that moment. */
    public boolean lastedUntil(long nanos, Duration before) {
        return over + before.toNanos() >= nanos;
    }
}
