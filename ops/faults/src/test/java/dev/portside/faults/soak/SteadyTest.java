package dev.portside.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SteadyTest {
    private static final long SECOND = 1_000_000_000;
    private static final int PER_SECOND = 50;

    /** Nothing until a moment, and then the usual rate. */
    private static NavigableSet<Long> from(long first, double times) {
        NavigableSet<Long> moments = new TreeSet<>();
        for (long at = first; at < 60 * SECOND; at += (long) (SECOND / (PER_SECOND * times))) {
            moments.add(at);
        }
        return moments;
    }

    @Test
    void theTimeUntilTheUsualRateIsBackIsTold() {
        assertThat(Steady.since(from(0, 1), PER_SECOND, 10 * SECOND, 60 * SECOND))
                .contains(Duration.ZERO);
        assertThat(Steady.since(from(13 * SECOND, 1), PER_SECOND, 10 * SECOND, 60 * SECOND))
                .hasValueSatisfying(
                        time -> assertThat(time).isBetween(Duration.ofMillis(2_500), Duration.ofMillis(3_100)));
    }

    @Test
    void aTrickleIsNotTheUsualRate() {
        assertThat(Steady.since(from(0, 0.5), PER_SECOND, 10 * SECOND, 60 * SECOND))
                .isEmpty();
        assertThat(Steady.since(from(30 * SECOND, 1), PER_SECOND, 10 * SECOND, 20 * SECOND))
                .isEmpty();
    }
}
