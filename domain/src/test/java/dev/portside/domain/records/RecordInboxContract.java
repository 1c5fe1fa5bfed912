package dev.portside.domain.records;

import static dev.portside.domain.records.RecordTasks.delete;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every binding of {@link RecordInbox} does with tasks that come and wait. */
public abstract class RecordInboxContract extends RecordInboxScene {
    protected RecordInboxContract(RecordInboxBinding binding) {
        super(binding);
    }

    @Test
    void handsTasksOutInTheOrderOfTheirAcceptance() {
        accept(insert("1", "a", "1"), insert("2", "b", "1"));
        accept(update("3", "a", "2"), delete("4", "b"));
        Set<LeasedLane> held = lanes.hold("me");
        assertThat(next(held, 3)).startsWith("1", "2", "3");
        assertThat(next(held, 9)).containsExactly("1", "2", "3", "4");
        finish(held, "1", "2");
        assertThat(next(held, 9)).containsExactly("3", "4");
    }

    @Test
    void handsOutTheOldestHoweverLongTheQueueOfOneRecordIs() {
        List<String> names = IntStream.range(0, 60).mapToObj(Integer::toString).toList();
        accept(names.stream()
                .map(name -> update(name, name.endsWith("9") ? name : "long", "1"))
                .toArray(RecordTask[]::new));
        Set<LeasedLane> held = lanes.hold("me");
        for (int max : List.of(1, 5, 40, 60, 100)) {
            List<String> oldest = next(held, max);
            assertThat(oldest).hasSizeGreaterThanOrEqualTo(Math.min(max, 60));
            assertThat(names).startsWith(oldest.toArray(String[]::new));
        }
    }

    @Test
    void handsATaskOutAsItWasAccepted() {
        RecordTask task = insert("1", "a", "{\"b\":1.500}");
        accept(task);
        assertThat(inbox.next(lanes.hold("me"), 1)).containsExactly(task);
    }

    @Test
    void handsOutOnlyTasksOfLanesThatAreHeld() {
        accept(insert("1", "a", "1"));
        assertThat(next(Set.of(), 9)).isEmpty();
        Set<LeasedLane> stale = lanes.hold("old");
        lanes.release("old");
        lanes.hold("new");
        assertThat(next(stale, 9)).isEmpty();
    }

    @Test
    void holdsARecordsLaterTasksBackBehindARetryAndNoOthers() {
        accept(insert("1", "a", "1"), update("2", "a", "2"), insert("3", "b", "1"));
        Set<LeasedLane> held = lanes.hold("me");
        RecordTask failed = inbox.next(held, 1).getFirst().failedAt(clock.instant());
        inbox.retry(failed, clock.instant().plusSeconds(1), held);
        accept(delete("4", "a"));
        assertThat(next(held, 9)).containsExactly("3");
        finish(held, "3");
        binding.pass(Duration.ofSeconds(1));
        held = lanes.hold("me");
        assertThat(inbox.next(held, 1)).containsExactly(failed);
        assertThat(next(held, 9)).containsExactly("1", "2", "4");
    }

    @Test
    void tellsTheLanesThatHaveSomethingToDo() {
        RecordTask task = insert("1", "a", "1");
        Lane lane = task.change().id().lane();
        Set<LeasedLane> held = lanes.hold("me");
        assertThat(inbox.due(held)).isEmpty();
        accept(task);
        assertThat(inbox.due(held)).containsExactly(lane);
        assertThat(inbox.due(Set.of())).isEmpty();
        inbox.retry(task.failedAt(clock.instant()), clock.instant().plusSeconds(1), held);
        assertThat(inbox.due(held)).isEmpty();
        binding.pass(Duration.ofSeconds(1));
        assertThat(inbox.due(held)).containsExactly(lane);
        finish(held, "1");
        assertThat(inbox.due(held)).isEmpty();
    }

    @Test
    void acceptsAllOrNone() {
        RecordTask stored = insert("1", "a", "1");
        RecordTask refused = insert("2", "b", binding.unstorable().value());
        Idempotency key = new Idempotency("me", "key", "body");
        assertThatThrownBy(() -> inbox.accept(
                        List.of(new Submission(stored, Optional.of(key)), new Submission(refused, Optional.empty()))))
                .isInstanceOf(RuntimeException.class);
        assertThat(tasks.find(stored.id())).isEmpty();
        assertThat(next(lanes.hold("me"), 9)).isEmpty();
        assertThat(inbox.stats().count(TaskStatus.PENDING)).isZero();
        assertThat(accept("1", key)).isEqualTo(new Acceptance.Accepted(stored.id()));
    }

    @Test
    void answersARepeatedRequestWithItsFirstTask() {
        Idempotency key = new Idempotency("me", "key", "body");
        assertThat(accept("1", key)).isEqualTo(new Acceptance.Accepted(RecordTasks.id("1")));
        assertThat(accept("2", key)).isEqualTo(new Acceptance.Repeated(RecordTasks.id("1")));
        finish(lanes.hold("me"), "1");
        assertThat(accept("3", key)).isEqualTo(new Acceptance.Repeated(RecordTasks.id("1")));
        assertThat(tasks.find(RecordTasks.id("2"))).isEmpty();
        assertThat(next(lanes.hold("me"), 9)).isEmpty();
    }

    @Test
    void acceptsOneOfTheRepeatsThatComeAtOnce() throws Exception {
        int callers = 8;
        for (int round = 0; round < 20; round++) {
            Idempotency key = new Idempotency("me", "key " + round, "body");
            CyclicBarrier together = new CyclicBarrier(callers);
            List<Callable<Acceptance>> calls = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                String task = round + "-" + caller;
                calls.add(() -> {
                    together.await();
                    return accept(task, key);
                });
            }
            try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
                Set<TaskId> answered = new HashSet<>();
                int accepted = 0;
                for (Future<Acceptance> call : threads.invokeAll(calls)) {
                    switch (call.get()) {
                        case Acceptance.Accepted(TaskId task) -> {
                            accepted++;
                            answered.add(task);
                        }
                        case Acceptance.Repeated(TaskId task) -> answered.add(task);
                        case Acceptance.KeyReused() -> throw new AssertionError("the body was the same");
                    }
                }
                assertThat(accepted).isEqualTo(1);
                assertThat(answered).hasSize(1);
            }
        }
        assertThat(next(lanes.hold("me"), 100)).hasSize(20);
    }

    @Test
    void recognisesARepeatWithinOneList() {
        Idempotency key = new Idempotency("me", "key", "body");
        List<Acceptance> answers = inbox.accept(Stream.of("1", "2")
                .map(id -> new Submission(insert(id, "a", "1"), Optional.of(key)))
                .toList());
        assertThat(answers)
                .containsExactly(
                        new Acceptance.Accepted(RecordTasks.id("1")), new Acceptance.Repeated(RecordTasks.id("1")));
        assertThat(next(lanes.hold("me"), 9)).containsExactly("1");
    }

    @Test
    void refusesAKeyThatComesWithAnotherBodyAndKeepsScopesApart() {
        accept("1", new Idempotency("me", "key", "body"));
        assertThat(accept("2", new Idempotency("me", "key", "other"))).isEqualTo(new Acceptance.KeyReused());
        assertThat(accept("3", new Idempotency("you", "key", "other")))
                .isEqualTo(new Acceptance.Accepted(RecordTasks.id("3")));
        assertThat(next(lanes.hold("me"), 9)).containsExactly("1", "3");
    }

    @Test
    void forgetsAKeyWhenItsTimeIsOver() {
        Idempotency key = new Idempotency("me", "key", "body");
        accept("1", key);
        binding.pass(Idempotency.TTL.minusSeconds(1));
        assertThat(accept("2", key)).isEqualTo(new Acceptance.Repeated(RecordTasks.id("1")));
        binding.pass(Duration.ofSeconds(1));
        assertThat(accept("3", key)).isEqualTo(new Acceptance.Accepted(RecordTasks.id("3")));
    }
}
