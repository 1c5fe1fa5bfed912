package dev.portside.faults.together;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.blows.Harm;
import dev.portside.faults.blows.Injected;
import dev.portside.faults.blows.PlannedHarm;
import dev.portside.faults.blows.Target;
import dev.portside.faults.fleet.Way;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final long SECOND = 1_000_000_000;
    private static final Target TARGET = new Target.Network(new Way("broker", List.of("instance 1"), List.of()));

    private static Injected harm(long from, long over) {
        PlannedHarm planned = new PlannedHarm(Duration.ofNanos(from), Harm.CUT, 0, Duration.ZERO);
        return new Injected(planned, TARGET, from * SECOND, from * SECOND, over * SECOND);
    }

    @Test
    void eachHarmAtWhoseEndNothingElseIsBrokenHasATime() {
        Recovery recovery = Recovery.of(
                List.of(harm(10, 15), harm(12, 20), harm(30, 40), harm(90, 99)),
                new TreeSet<>(List.of(16 * SECOND, 21 * SECOND, 43 * SECOND)));
        assertThat(recovery.times()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3));
        assertThat(recovery.never()).isEqualTo(1);
        assertThat(recovery.medianSeconds()).isEqualTo(3);
        assertThat(recovery.maxSeconds()).isEqualTo(3);
    }
}
