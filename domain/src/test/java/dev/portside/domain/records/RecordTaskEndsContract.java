package dev.portside.domain.records;

import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How tasks of every {@link RecordInbox} end, and how an end is taken back. */
public abstract class RecordTaskEndsContract extends RecordInboxScene {
    protected RecordTaskEndsContract(RecordInboxBinding binding) {
        super(binding);
    }

    @Test
    void endsATaskOnce() {
        accept(insert("1", "a", "1"));
        Set<LeasedLane> held = lanes.hold("me");
        assertThat(finish(held, "1")).containsExactly(RecordTasks.id("1"));
        Optional<Task> ended = tasks.find(RecordTasks.id("1"));
        InboxStats stats = inbox.stats();
        assertThat(inbox.finish(List.of(new Outcome.Rejected(RecordTasks.id("1"), "late")), held))
                .isEmpty();
        inbox.retry(insert("1", "a", "1"), Instant.EPOCH, held);
        assertThat(inbox.bury(insert("1", "a", "1"), letter("1"), held)).isFalse();
        assertThat(tasks.find(RecordTasks.id("1"))).isEqualTo(ended);
        assertThat(inbox.stats()).isEqualTo(stats);
        assertThat(next(held, 9)).isEmpty();
        assertThat(deadLetters.count(Optional.empty())).isZero();
    }

    @Test
    void tellsWhyATaskWasRejected() {
        accept(insert("1", "a", "1"));
        inbox.finish(List.of(new Outcome.Rejected(RecordTasks.id("1"), "already exists")), lanes.hold("me"));
        assertThat(tasks.find(RecordTasks.id("1"))).hasValueSatisfying(task -> {
            assertThat(task.kind()).isEqualTo("record.insert");
            assertThat(task.status()).isEqualTo(TaskStatus.REJECTED);
            assertThat(task.reason()).contains("already exists");
        });
    }

    @Test
    void refusesAWorkerWhoseLanesHaveANewOwner() {
        RecordTask task = insert("1", "a", "1");
        accept(task);
        Set<LeasedLane> stale = lanes.hold("old");
        lanes.release("old");
        Set<LeasedLane> held = lanes.hold("new");
        InboxStats stats = inbox.stats();

        assertThat(finish(stale, "1")).isEmpty();
        inbox.retry(task.failedAt(clock.instant()), clock.instant().plusSeconds(60), stale);
        assertThat(inbox.bury(task, letter("1"), stale)).isFalse();

        assertThat(inbox.next(held, 9)).containsExactly(task);
        assertThat(inbox.stats()).isEqualTo(stats);
        assertThat(deadLetters.count(Optional.empty())).isZero();
        assertThat(finish(held, "1")).containsExactly(RecordTasks.id("1"));
    }

    @Test
    void buriesATaskWithItsLetterAndGoesOnWithItsRecord() {
        accept(insert("1", "a", "1"), update("2", "a", "2"));
        Set<LeasedLane> held = lanes.hold("me");
        assertThat(inbox.bury(insert("1", "a", "1"), letter("1"), held)).isTrue();
        assertThat(tasks.find(RecordTasks.id("1"))).hasValueSatisfying(task -> {
            assertThat(task.status()).isEqualTo(TaskStatus.DEAD);
            assertThat(task.reason()).contains("broken");
        });
        assertThat(deadLetters.page(Optional.of(Source.RECORDS), Optional.empty(), 9))
                .containsExactly(letter("1"));
        assertThat(next(held, 9)).containsExactly("2");
    }

    @Test
    void takesADeadTaskBackOnceBehindWhatIsPending() {
        RecordTask task = insert("1", "a", "1");
        accept(task, update("2", "a", "2"));
        Set<LeasedLane> held = lanes.hold("me");
        inbox.bury(task.failedAt(clock.instant()), letter("1"), held);

        origin.takeBack(letter("1"));
        origin.takeBack(letter("1"));
        assertThat(inbox.next(held, 9)).extracting(RecordTask::id).containsExactly(RecordTasks.id("2"), task.id());
        RecordTask again = inbox.next(held, 9).getLast();
        assertThat(again).isEqualTo(task.takenBack());
        assertThat(again.ledger()).as("what was closed stays closed").isNotEqualTo(task.ledger());

        finish(held, "1", "2");
        origin.takeBack(letter("1"));
        origin.takeBack(letter("unknown"));
        assertThat(next(held, 9)).isEmpty();
        assertThat(tasks.find(task.id()))
                .hasValueSatisfying(ended -> assertThat(ended.status()).isEqualTo(TaskStatus.APPLIED));
    }
}
