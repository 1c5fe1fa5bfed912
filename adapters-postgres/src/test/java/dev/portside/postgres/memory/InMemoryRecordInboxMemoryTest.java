package dev.portside.postgres.memory;

import static dev.portside.domain.records.RecordTasks.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordInboxScene;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.RecordTasks;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the inbox holds in memory, and for how long. */
class InMemoryRecordInboxMemoryTest extends RecordInboxScene {
    private static final Duration PAST_RETENTION = InMemoryRecordInboxBinding.RETENTION.plusNanos(1);

    private final MemoryBudget memory = ((InMemoryRecordInboxBinding) binding).memory;

    InMemoryRecordInboxMemoryTest() {
        super(new InMemoryRecordInboxBinding());
    }

    @Test
    void allMemoryIsGivenBackWhenEverythingIsOver() {
        Idempotency key = new Idempotency("me", "key", "body");
        accept(insert("1", "a", "1"), insert("2", "b", "1"), insert("3", "c", "1"), insert("4", "d", "1"));
        accept("5", key);
        accept("6", key);
        accept("7", new Idempotency("me", "key", "other"));
        Set<LeasedLane> held = lanes.hold("me");
        inbox.finish(List.of(new Outcome.Rejected(RecordTasks.id("1"), "already exists")), held);
        finish(held, "2", "5");
        for (String buried : List.of("3", "4")) {
            inbox.bury(inbox.next(held, 1).getFirst(), letter(buried), held);
        }
        origin.takeBack(letter("4"));
        finish(held, "4");
        deadLetters.remove(letter("3").id());
        deadLetters.remove(letter("4").id());
        assertThat(memory.bytesUsed()).isPositive();

        binding.pass(PAST_RETENTION);
        assertThat(inbox.stats().byKind().get("record.insert").values()).containsOnly(0L);
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void aFullStoreRefusesAndGoesOnWhenThereIsRoomAgain() {
        RecordTask large = insert("1", "a", "1".repeat(1 << 20));
        accept(large);
        RecordTask second = insert("2", "b", "1".repeat(1 << 20));
        assertThatThrownBy(() -> inbox.accept(List.of(new Submission(second, Optional.empty()))))
                .isInstanceOf(Unavailable.class);
        finish(lanes.hold("me"), "1");
        accept(second);
    }

    @Test
    void aDeadTaskIsKeptAsLongAsItsLetter() {
        accept(insert("1", "a", "1"), insert("2", "b", "1"));
        Set<LeasedLane> held = lanes.hold("me");
        inbox.bury(insert("1", "a", "1"), letter("1"), held);
        inbox.bury(insert("2", "b", "1"), letter("2"), held);
        deadLetters.remove(letter("2").id());
        binding.pass(PAST_RETENTION);
        assertThat(inbox.stats().count(TaskStatus.DEAD)).isEqualTo(2);
        assertThat(inbox.stats().count(TaskStatus.DEAD)).isEqualTo(1);
        origin.takeBack(letter("1"));
        assertThat(next(lanes.hold("me"), 9)).containsExactly("1");
    }

    @Test
    void anEndedTaskIsFoundWithinItsRetention() {
        accept(insert("1", "a", "1"));
        finish(lanes.hold("me"), "1");
        binding.pass(InMemoryRecordInboxBinding.RETENTION);
        assertThat(tasks.find(RecordTasks.id("1"))).isPresent();
        binding.pass(Duration.ofNanos(1));
        assertThat(tasks.find(RecordTasks.id("1"))).isEmpty();
    }

    @Test
    void endedTasksTakeAnEighthOfTheMemoryAtMost() {
        Set<LeasedLane> held = lanes.hold("me");
        for (int i = 0; i < 3_000; i++) {
            accept(insert(Integer.toString(i), "a", "1"));
            finish(held, Integer.toString(i));
        }
        assertThat(tasks.find(RecordTasks.id("0"))).isEmpty();
        assertThat(tasks.find(RecordTasks.id("2999"))).isPresent();
        assertThat(memory.bytesUsed()).isLessThanOrEqualTo(memory.bytesMax() / 8);
        assertThat(inbox.stats().count(TaskStatus.APPLIED)).isBetween(2_000L, 2_999L);
    }
}
