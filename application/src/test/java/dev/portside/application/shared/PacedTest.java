package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PacedTest {
    private static final Duration MIN = Duration.ofMillis(20);
    private static final Duration MAX = Duration.ofMillis(100);

    private final List<Long> started = new ArrayList<>();

    @Test
    void beginsAgainOnlyAfterItsPace() throws InterruptedException {
        Paced paced = new Paced(() -> step(false), MIN);
        paced.runOnce();
        paced.runOnce();
        assertThat(started.getLast() - started.getFirst()).isGreaterThanOrEqualTo(MIN.toNanos());
    }

    @Test
    void beginsAgainAtOnceWhenThereIsMore() throws InterruptedException {
        Paced paced = new Paced(() -> step(true), Duration.ofDays(1));
        assertThat(paced.runOnce()).isTrue();
        assertThat(paced.runOnce()).as("which would not end today").isTrue();
    }

    @Test
    void restsLongerTheLongerAStepTookWithinBounds() {
        Paced paced = new Paced(() -> step(false), MIN, MAX);
        assertThat(paced.paceNanos(0)).isEqualTo(MIN.toNanos());
        assertThat(paced.paceNanos(Duration.ofMillis(15).toNanos()))
                .isEqualTo(Duration.ofMillis(60).toNanos());
        assertThat(paced.paceNanos(Duration.ofMinutes(1).toNanos())).isEqualTo(MAX.toNanos());
    }

    private boolean step(boolean more) {
        started.add(System.nanoTime());
        return more;
    }
}
