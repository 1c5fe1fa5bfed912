package dev.portside.faults.soak;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.Optional;

/** When something goes on as fast as it did. */
final class Steady {
    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(50);
    private static final double PART_MIN = 0.8;

    private Steady() {}

    /**
     * How long after a moment the first second begins in which four fifths of the usual number happen; empty when none does
     * before the end.
     *
     * @param moments in which it happened
     * @param perSecond how often it usually does
     */
    static Optional<Duration> since(NavigableSet<Long> moments, double perSecond, long from, long end) {
        int enough = (int) Math.floor(PART_MIN * perSecond);
        for (long start = from; start + WINDOW.toNanos() <= end; start += STEP.toNanos()) {
            if (moments.subSet(start, start + WINDOW.toNanos()).size() >= enough) {
                return Optional.of(Duration.ofNanos(start - from));
            }
        }
        return Optional.empty();
    }
}
