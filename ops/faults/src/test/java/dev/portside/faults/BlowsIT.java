package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.load.LoadPlan;
import dev.portside.faults.load.Report;
import dev.portside.faults.load.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults}. */
@Timeout(300)
class BlowsIT {
    private static final int KILLS = 5;
    private static final int PAUSES = 1;
    private static final int TASKS = 5_000;

    @Test
    void everyAcceptedTaskHasOneEffectInOrderThroughKillsAndPauses() throws InterruptedException {
        long seed = Seed.of(BlowsIT.class);
        Fleet fleet = SharedFleet.ready();
        Assault assault = new Assault(fleet.victims(), KILLS, PAUSES, TASKS, seed, _ -> {});
        Report report = Trial.run(fleet, LoadPlan.of("blows-", TASKS), seed, assault);
        System.out.println(assault);
        System.out.println(report);
        assertThat(report.faults()).isEmpty();
        assertThat(report.surprises()).isEmpty();
        assertThat(assault.complete()).isTrue();
        assertThat(report.accepted()).isGreaterThan(TASKS * 9 / 10);
    }
}
