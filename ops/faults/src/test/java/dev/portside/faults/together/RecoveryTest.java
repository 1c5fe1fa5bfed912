package dev.portside.faults.together;

import static dev.portside.faults.together.SampleHarms.SECOND;
import static dev.portside.faults.together.SampleHarms.harm;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecoveryTest {
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
