package dev.portside.faults.products;

import java.time.Duration;
import java.util.List;

/**
 * What some time of sending events came to.
 *
 * @param p99 of accepted events, each measured from when it was due
 * @param refused with a 503 that says when to come again
 * @param surprises all other answers
 */
public record Phase(int accepted, int refused, Duration p99, List<String> surprises) {
    @Override
    public String toString() {
        return "%,d accepted (p99 %.1f ms), %,d refused".formatted(accepted, p99.toNanos() / 1e6, refused);
    }
}
