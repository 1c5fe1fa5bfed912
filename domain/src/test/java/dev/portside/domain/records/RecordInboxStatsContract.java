package dev.portside.domain.records;

import static dev.portside.domain.records.RecordTasks.acceptedAt;
import static dev.portside.domain.records.RecordTasks.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link RecordInbox} tells about itself. */
public abstract class RecordInboxStatsContract extends RecordInboxScene {
    protected RecordInboxStatsContract(RecordInboxBinding binding) {
        super(binding);
    }

    @Test
    void countsTasksByKindAndStatus() {
        accept(insert("1", "a", "1"), insert("2", "a", "1"), RecordTasks.delete("3", "a"));
        Set<LeasedLane> held = lanes.hold("me");
        finish(held, "1");
        inbox.bury(insert("2", "a", "1"), letter("2"), held);
        InboxStats stats = inbox.stats();
        assertThat(stats.count("record.insert", TaskStatus.APPLIED)).isEqualTo(1);
        assertThat(stats.count("record.insert", TaskStatus.DEAD)).isEqualTo(1);
        assertThat(stats.count("record.insert", TaskStatus.PENDING)).isZero();
        assertThat(stats.count("record.delete", TaskStatus.PENDING)).isEqualTo(1);
        assertThat(stats.count("record.update", TaskStatus.REJECTED)).isZero();
        assertThat(stats.count(TaskStatus.PENDING)).isEqualTo(1);
    }

    @Test
    void reportsTheAgeOfTheOldestUnfinishedTask() {
        assertThat(inbox.stats().oldestUnfinished()).isZero();
        accept(acceptedAt(clock.instant(), insert("1", "a", "1")));
        binding.pass(Duration.ofSeconds(2));
        accept(acceptedAt(clock.instant(), insert("2", "b", "1")));
        binding.pass(Duration.ofSeconds(1));
        Set<LeasedLane> held = lanes.hold("me");
        assertThat(inbox.stats().oldestUnfinished()).isEqualTo(Duration.ofSeconds(3));
        finish(held, "1");
        assertThat(inbox.stats().oldestUnfinished()).isEqualTo(Duration.ofSeconds(1));
        finish(held, "2");
        assertThat(inbox.stats().oldestUnfinished()).isZero();
    }
}
