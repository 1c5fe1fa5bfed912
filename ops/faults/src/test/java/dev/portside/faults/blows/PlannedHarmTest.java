package dev.portside.faults.blows;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlannedHarmTest {
    private static final Set<Harm> OF_PROCESSES = EnumSet.of(Harm.KILL, Harm.PAUSE);
    private static final List<Set<Harm>> TARGETS = Stream.concat(
                    Collections.nCopies(8, OF_PROCESSES).stream(),
                    Collections.nCopies(20, (Set<Harm>) EnumSet.complementOf(EnumSet.copyOf(OF_PROCESSES))).stream())
            .toList();

    private static List<PlannedHarm> plan(Duration time, long seed) {
        return PlannedHarm.plan(TARGETS, time, Duration.ofSeconds(3), seed);
    }

    @Test
    void theSeedAloneDecides() {
        assertThat(plan(Duration.ofMinutes(5), 7)).isEqualTo(plan(Duration.ofMinutes(5), 7));
        assertThat(plan(Duration.ofMinutes(5), 7)).isNotEqualTo(plan(Duration.ofMinutes(5), 8));
    }

    @Test
    void aShortPlanHasEachHarmAndALongOneBringsEachToEveryTarget() {
        assertThat(plan(Duration.ofSeconds(50), 1).stream().map(PlannedHarm::harm))
                .contains(Harm.values());
        List<PlannedHarm> whole = plan(Duration.ofMinutes(30), 1);
        for (int i = 0; i < TARGETS.size(); i++) {
            int target = i;
            assertThat(whole.stream().filter(each -> each.target() == target).map(PlannedHarm::harm))
                    .containsAll(TARGETS.get(i));
        }
    }

    @Test
    void nobodyBearsWhatHeCannot() {
        assertThat(plan(Duration.ofMinutes(30), 3))
                .allSatisfy(each -> assertThat(TARGETS.get(each.target())).contains(each.harm()))
                .allSatisfy(each -> assertThat(each.lasting()).isLessThanOrEqualTo(Duration.ofSeconds(9)))
                .allSatisfy(each -> assertThat(each.at()).isLessThan(Duration.ofMinutes(30)));
    }
}
