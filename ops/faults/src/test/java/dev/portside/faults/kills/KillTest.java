package dev.portside.faults.kills;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillTest {
    @Test
    void theSeedAloneDecidesTheSchedule() {
        assertThat(Kill.schedule(100, 10_000, 3, 1)).isEqualTo(Kill.schedule(100, 10_000, 3, 1));
        assertThat(Kill.schedule(100, 10_000, 3, 2)).isNotEqualTo(Kill.schedule(100, 10_000, 3, 1));
    }

    @Test
    void killsEverybodyInTheMiddleOfTheWork() {
        List<Kill> schedule = Kill.schedule(100, 10_000, 3, 7);
        assertThat(schedule).hasSize(100);
        assertThat(schedule).extracting(Kill::target).contains(Kill.Target.values());
        assertThat(schedule).extracting(Kill::instance).containsOnly(0, 1, 2);
        assertThat(schedule)
                .extracting(Kill::afterAccepted)
                .isSorted()
                .allSatisfy(place -> assertThat(place).isBetween(200, 9_000));
    }
}
