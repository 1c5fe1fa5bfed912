package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.faults.todos.CommandReport;
import dev.portside.faults.todos.CommandTrial;
import dev.portside.faults.todos.PageStorm;
import dev.portside.faults.todos.TodoOutages;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults FLOW=todos}. */
@Timeout(300)
class TodosBlowsIT {
    private static final Path LOGS = Path.of("target/faults");
    private static final int BLOWS_TO_REDIS = 6;
    private static final int KILLS = 3;
    private static final int TODOS = 100;
    private static final int COMMANDS = 1_500;

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

    @Test
    void everyAcceptedCommandTakesEffectOnceAndInOrderThroughKills() throws InterruptedException {
        try (TodoFleet fleet = TodoFleet.start(Distribution.FOLDER, LOGS, List.of("api,todos", "api,todos"))) {
            Assault assault = new Assault(fleet.victims(), KILLS, 0, COMMANDS, seed, _ -> {});
            CommandReport report = CommandTrial.run(fleet, TODOS, COMMANDS, seed, assault);
            System.out.println(assault);
            System.out.println(report);
            assertThat(report.faults()).isEmpty();
            assertThat(report.surprises()).isEmpty();
            assertThat(assault.complete()).isTrue();
            assertThat(report.accepted()).isEqualTo(COMMANDS);
        }
    }
}
