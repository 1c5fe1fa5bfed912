package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.load.LoadPlan;
import dev.portside.faults.load.Report;
import dev.portside.faults.load.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three JVMs share the work, and nothing fails. */
@Timeout(180)
class RecordsModelIT {
    private static final int TASKS = 10_000;

    @Test
    void tenThousandTasksEndAsTheyWouldOneByOne() throws InterruptedException {
        Report report =
                Trial.run(SharedFleet.ready(), LoadPlan.of("model-", TASKS), Seed.of(RecordsModelIT.class), _ -> {});
        System.out.println(report);
        assertThat(report.faults()).isEmpty();
        assertThat(report.surprises()).isEmpty();
        assertThat(report.accepted()).isEqualTo(TASKS);
        assertThat(report.applied()).isGreaterThan(TASKS / 4);
        assertThat(report.rejected()).isGreaterThan(TASKS / 10);
    }
}
