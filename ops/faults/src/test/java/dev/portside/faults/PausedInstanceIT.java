package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.fleet.Instance;
import dev.portside.faults.fleet.Until;
import dev.portside.faults.load.Caller;
import dev.portside.faults.load.Load;
import dev.portside.faults.load.LoadPlan;
import dev.portside.faults.load.Reply;
import dev.portside.faults.load.Report;
import dev.portside.faults.load.Trial;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.json.JsonMapper;

/** Instances that stand still past their leases, in the middle of their work, and then go on. */
@Timeout(180)
class PausedInstanceIT {
    private static final int TASKS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration TAKEOVER_TIME_MAX = Duration.ofSeconds(30);

    /** Tasks of an instance that works are younger, those of one that stands still get older. */
    private static final double STUCK_SECONDS = 4;

    @Test
    void anInstancePausedPastItsLeaseAndResumedChangesNothingTwice() throws InterruptedException {
        Fleet fleet = SharedFleet.ready();
        LoadPlan plan = new LoadPlan("paused-", TASKS, 32, 12, 16, 1, PATIENCE);
        Report report = Trial.run(fleet, plan, Seed.of(PausedInstanceIT.class), load -> pauseTwo(fleet, load));
        System.out.println(report);
        assertThat(report.faults()).isEmpty();
        assertThat(report.surprises()).isEmpty();
        assertThat(report.accepted()).isGreaterThan(TASKS * 8 / 10);
    }

    private static void pauseTwo(Fleet fleet, Load load) {
        List<Instance> paused = fleet.instances().subList(0, 2);
        Instance goesOn = fleet.instances().getLast();
        try (Caller caller = new Caller(PATIENCE)) {
            Until.holds(() -> "there is load", TAKEOVER_TIME_MAX, () -> load.accepted() > TASKS / 3);
            paused.forEach(Instance::pause);
            Until.holds(
                    () -> "tasks of the paused are stuck",
                    TAKEOVER_TIME_MAX,
                    () -> oldestUnfinishedSeconds(caller, goesOn) > STUCK_SECONDS);
            Until.holds(
                    () -> "they were taken over",
                    TAKEOVER_TIME_MAX,
                    () -> oldestUnfinishedSeconds(caller, goesOn) < STUCK_SECONDS / 2);
            assertThat(load.ended()).as("the load goes on").isFalse();
        } finally {
            paused.forEach(Instance::resume);
        }
    }

    private static double oldestUnfinishedSeconds(Caller caller, Instance instance) {
        Reply reply = caller.get(instance, "/stats");
        assertThat(reply).isInstanceOf(Reply.Answered.class);
        return JsonMapper.shared()
                .readTree(((Reply.Answered) reply).body())
                .get("oldest_unfinished_seconds")
                .doubleValue();
    }
}
