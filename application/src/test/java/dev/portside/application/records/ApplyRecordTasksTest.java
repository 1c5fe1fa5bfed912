package dev.portside.application.records;

import static dev.portside.domain.records.RecordTasks.acceptedAt;
import static dev.portside.domain.records.RecordTasks.delete;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.application.shared.TracesOfLines;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.RecordTasks;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.CountingMeter;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ApplyRecordTasksTest {
    private static final Set<LeasedLane> LANES = Set.of(new LeasedLane(new Lane(0), 1));
    private static final int RETRIES_MAX = 3;
    private static final Duration RETRY_MAX = Duration.ofMillis(400);

    private final MovableClock clock = new MovableClock();
    private final ListInbox inbox = new ListInbox(clock);
    private final PoisonableRecords records = new PoisonableRecords();
    private final CountingMeter meter = new CountingMeter();

    @Test
    void appliesWhatIsPendingInItsOrder() {
        give(insert("1", "a", "1"), update("2", "a", "2"), delete("3", "b"));
        assertThat(apply(2).runOnce(LANES)).as("a full batch").isTrue();
        assertThat(apply(2).runOnce(LANES)).as("a batch with room").isFalse();
        assertThat(records.applied).containsExactly("1", "2", "3");
        assertThat(inbox.outcomes.values())
                .containsExactly(
                        new Outcome.Applied(RecordTasks.id("1")),
                        new Outcome.Applied(RecordTasks.id("2")),
                        new Outcome.Rejected(RecordTasks.id("3"), "not found"));
        assertThat(apply(10).runOnce(LANES)).isFalse();
    }

    @Test
    void doesNothingWithoutLanes() {
        give(insert("1", "a", "1"));
        assertThat(apply(10).runOnce(Set.of())).isFalse();
        assertThat(inbox.pending).hasSize(1);
    }

    @Test
    void isolatesOnePoisonTaskAmongAThousand() {
        give(IntStream.range(0, 1_000)
                .mapToObj(i -> insert("t" + i, "r" + i, "1"))
                .toArray(RecordTask[]::new));
        give(update("later", "r500", "2"), update("other", "r501", "2"));
        records.poison.add("t500");

        apply(2_000).runOnce(LANES);
        assertThat(inbox.outcomes).hasSize(1_000).containsKey(RecordTasks.id("other"));
        assertThat(inbox.pending)
                .extracting(task -> RecordTasks.name(task.id()))
                .containsExactly("t500", "later");
        // The whole batch, one half for each of 10 halvings, the poison alone, and what comes after it.
        assertThat(records.tries).isLessThanOrEqualTo(1 + 10 + 1 + 1);
        assertThat(records.applied).doesNotHaveDuplicates();
    }

    @Test
    void retriesAPoisonTaskUntilItIsCured() {
        give(insert("1", "a", "1"), update("2", "a", "2"));
        records.poison.add("1");
        apply(10).runOnce(LANES);
        clock.advance(RETRY_MAX);
        apply(10).runOnce(LANES);
        assertThat(inbox.pending.getFirst().failures()).isEqualTo(2);
        records.poison.clear();
        clock.advance(RETRY_MAX);
        apply(10).runOnce(LANES);
        assertThat(records.applied).containsExactly("1", "2");
        assertThat(inbox.letters).isEmpty();
    }

    @Test
    void aBatchBelongsToTheTracesOfItsTasksAndAFailureToThatOfItsOwn() {
        RecordTask poison = insert("2", "b", "1");
        give(insert("1", "a", "1"), poison, insert("3", "c", "1"));
        records.poison.add("2");
        try (TracesOfLines lines = new TracesOfLines(ApplyRecordTasks.class)) {
            apply(10).runOnce(LANES);
            assertThat(lines.seen())
                    .containsExactly(List.of(poison.traceparent().orElseThrow()));
        }
        assertThat(records.traces.getFirst()).hasSize(3);
        assertThat(TracedWork.traceparents()).isEmpty();
    }

    @Test
    void waitsWithFullJitterBeforeARetry() {
        Set<Duration> delays = new HashSet<>();
        ApplyRecordTasks apply = apply(10);
        for (int i = 0; i < 50; i++) {
            String id = Integer.toString(i);
            records.poison.add(id);
            give(insert(id, id, "1"));
            apply.runOnce(LANES);
            delays.add(Duration.between(clock.instant(), inbox.notBefore.get(RecordTasks.id(id))));
        }
        assertThat(delays)
                .hasSizeGreaterThan(40)
                .allMatch(delay -> !delay.isNegative() && delay.compareTo(Duration.ofMillis(100)) <= 0);
    }

    @Test
    void buriesATaskThatFailedTooOftenAndGoesOnWithItsRecord() {
        RecordTask poison = insert("1", "a", "{\"b\":1.50}");
        give(poison, update("2", "a", "2"));
        records.poison.add("1");
        Instant first = clock.instant();
        apply(10).runOnce(LANES);
        for (int i = 1; i <= RETRIES_MAX; i++) {
            assertThat(inbox.letters).isEmpty();
            clock.advance(RETRY_MAX);
            apply(10).runOnce(LANES);
        }
        assertThat(inbox.letters)
                .containsExactly(new DeadLetter(
                        poison.id().value(),
                        Source.RECORDS,
                        poison.id().value(),
                        "{\"verb\":\"insert\",\"id\":\"a\",\"value\":{\"b\":1.50}}",
                        "an unexpected failure; the log has its cause under this id",
                        1 + RETRIES_MAX,
                        first,
                        clock.instant(),
                        poison.traceparent()));
        apply(10).runOnce(LANES);
        assertThat(records.applied).containsExactly("2");
    }

    @Test
    void doesNotHoldOthersUpWhenTheDeadLettersAreFull() {
        give(insert("1", "a", "1"), insert("2", "b", "1"));
        records.poison.add("1");
        inbox.lettersFull = true;
        die();
        assertThat(records.applied).containsExactly("2");
        assertThat(inbox.pending).hasSize(1);
        inbox.lettersFull = false;
        clock.advance(RETRY_MAX);
        apply(10).runOnce(LANES);
        assertThat(inbox.pending).isEmpty();
        assertThat(inbox.letters).hasSize(1);
    }

    @Test
    void givesATaskUpBeforeItWritesTheLetter() {
        give(insert("1", "a", "1"));
        records.poison.add("1");
        records.whenClosed = () -> assertThat(inbox.letters).isEmpty();
        die();
        assertThat(records.closed).containsExactly("1");
        assertThat(inbox.letters).hasSize(1);
    }

    @Test
    void finishesATaskThatTookEffectElsewhereInsteadOfBuryingIt() {
        give(insert("1", "a", "1"));
        records.poison.add("1");
        records.appliedElsewhere.add("1");
        die();
        assertThat(inbox.letters).isEmpty();
        assertThat(inbox.outcomes.values()).containsExactly(new Outcome.Applied(RecordTasks.id("1")));
        assertThat(meter.counted).contains("applied insert after PT1.2S").doesNotContain("dead insert");
    }

    @Test
    void buriesATaskThatAnotherWorkerGaveUpAndGoesOnWithTheOthers() {
        give(insert("1", "a", "1"), update("2", "a", "2"));
        records.closed.add("1");
        apply(10).runOnce(LANES);
        assertThat(records.applied).containsExactly("2");
        assertThat(inbox.letters)
                .singleElement()
                .satisfies(letter -> assertThat(letter.error()).startsWith("it failed for good"));
        assertThat(inbox.pending).isEmpty();
    }

    @Test
    void losesNothingAndCountsNoFailureWhileTheStoreIsAway() {
        give(insert("1", "a", "1"), insert("2", "b", "1"));
        records.away = true;
        for (int i = 0; i <= RETRIES_MAX; i++) {
            assertThatThrownBy(() -> apply(10).runOnce(LANES)).isInstanceOf(Unavailable.class);
        }
        assertThat(inbox.pending).hasSize(2).allMatch(task -> task.failures() == 0);
        records.away = false;
        apply(10).runOnce(LANES);
        assertThat(records.applied).containsExactly("1", "2");
    }

    @Test
    void metersWhatItEnds() {
        Instant accepted = clock.instant();
        give(acceptedAt(accepted, insert("1", "a", "1")), acceptedAt(accepted, delete("2", "b")));
        clock.advance(Duration.ofSeconds(2));
        apply(10).runOnce(LANES);
        assertThat(meter.counted).containsExactly("batch 2", "applied insert after PT2S", "rejected delete after PT2S");
        meter.counted.clear();
        records.poison.add("3");
        give(insert("3", "c", "1"));
        die();
        assertThat(meter.counted).containsExactly("dead insert");
    }

    @Test
    void doesNotMeterWhatAnotherWorkerEnded() {
        RecordTask task = insert("1", "a", "1");
        give(task);
        records.meanwhile = () -> inbox.pending.remove(task);
        apply(10).runOnce(LANES);
        assertThat(meter.counted).containsExactly("batch 1");
    }

    private void give(RecordTask... tasks) {
        inbox.pending.addAll(List.of(tasks));
    }

    private void die() {
        for (int i = 0; i <= RETRIES_MAX; i++) {
            apply(10).runOnce(LANES);
            clock.advance(RETRY_MAX);
        }
    }

    private ApplyRecordTasks apply(int batchSizeMax) {
        return new ApplyRecordTasks(
                inbox,
                records,
                batchSizeMax,
                RETRIES_MAX,
                new Backoff(Duration.ofMillis(100), RETRY_MAX),
                clock,
                new Random(1),
                meter);
    }

    /** A store that fails as a whole batch when it meets a poison task. Deletes find nothing. */
    private static final class PoisonableRecords implements Records {
        private final Set<String> poison = new HashSet<>();
        private final List<String> applied = new ArrayList<>();
        private final Set<String> appliedElsewhere = new HashSet<>();
        private final Set<String> closed = new HashSet<>();
        private Runnable whenClosed = () -> {};
        private boolean away;
        private final List<List<String>> traces = new ArrayList<>();
        private int tries;
        private Runnable meanwhile = () -> {};

        @Override
        public Optional<StoredRecord> find(RecordId id) {
            return Optional.empty();
        }

        @Override
        public List<Outcome> apply(List<RecordTask> tasks) {
            tries++;
            traces.add(TracedWork.traceparents());
            if (away) {
                throw new Unavailable("the store is away", Duration.ofSeconds(1));
            }
            if (tasks.stream().anyMatch(task -> poison.contains(RecordTasks.name(task.id())))) {
                throw new IllegalStateException("INSERT INTO records VALUES ('secret')");
            }
            meanwhile.run();
            return tasks.stream().map(this::outcome).toList();
        }

        @Override
        public Outcome close(RecordTask task) {
            whenClosed.run();
            String name = RecordTasks.name(task.id());
            if (appliedElsewhere.contains(name)) {
                return new Outcome.Applied(task.id());
            }
            closed.add(name);
            return new Outcome.Closed(task.id());
        }

        private Outcome outcome(RecordTask task) {
            if (closed.contains(RecordTasks.name(task.id()))) {
                return new Outcome.Closed(task.id());
            }
            if (task.change().verb().equals("delete")) {
                applied.add(RecordTasks.name(task.id()));
                return new Outcome.Rejected(task.id(), "not found");
            }
            applied.add(RecordTasks.name(task.id()));
            return new Outcome.Applied(task.id());
        }
    }
}
