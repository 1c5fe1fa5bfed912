package dev.portside.faults.blows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlowTest {
    @Test
    void theSeedAloneDecidesTheSchedule() {
        assertThat(Blow.schedule(100, 10, 10_000, 3, 1)).isEqualTo(Blow.schedule(100, 10, 10_000, 3, 1));
        assertThat(Blow.schedule(100, 10, 10_000, 3, 2)).isNotEqualTo(Blow.schedule(100, 10, 10_000, 3, 1));
    }

    @Test
    void hitsEverybodyInTheMiddleOfTheWork() {
        List<Blow> schedule = Blow.schedule(100, 20, 10_000, 3, 7);
        assertThat(schedule).filteredOn(blow -> blow.kind() == Blow.Kind.KILL).hasSize(100);
        assertThat(schedule).filteredOn(blow -> blow.kind() == Blow.Kind.PAUSE).hasSize(20);
        assertThat(schedule).extracting(Blow::victim).containsOnly(0, 1, 2);
        assertThat(schedule)
                .extracting(Blow::place)
                .isSorted()
                .allSatisfy(place -> assertThat(place).isBetween(200, 9_000));
    }
}
