package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.todos.PageStorm;
import dev.portside.faults.todos.TodoOutages;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of the first half of {@code make test-faults FLOW=todos}. */
@Timeout(300)
class TodosBlowsIT {
    private static final Path LOGS = Path.of("target/faults");
    private static final int BLOWS_TO_REDIS = 6;

    private final long seed = Seed.of(TodosBlowsIT.class);

    @Test
    void noReadIsOlderThanItMayBeWhateverHappensToRedisAndReadsGoOnThroughOutages() throws InterruptedException {
        try (TodoFleet fleet = TodoFleet.start(Distribution.FOLDER, LOGS, TodosFlow.STORM)) {
            PageStorm.Outcome storm = PageStorm.run(fleet, BLOWS_TO_REDIS, seed);
            System.out.println(storm);
            assertThat(storm.stale()).isEmpty();
            assertThat(storm.refused()).isEmpty();
            assertThat(storm.loads()).isLessThanOrEqualTo(storm.batches() + 1);

            TodoOutages.Outcome outages = TodoOutages.run(fleet);
            System.out.println(outages);
            assertThat(outages.surprises()).isEmpty();
        }
    }
}
