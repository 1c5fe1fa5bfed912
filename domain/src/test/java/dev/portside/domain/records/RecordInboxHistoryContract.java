package dev.portside.domain.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every {@link RecordInbox} behaves as a plain list does, through a long random history. */
public abstract class RecordInboxHistoryContract extends RecordInboxScene {
    private static final int STEPS = 1_000;

    private record Item(RecordTask task, Instant notBefore) {}

    /** What the inbox must tell about a task. */
    private record Ended(String kind, TaskStatus status) {}

    private final RandomGenerator random = SeededRandom.of("RecordInboxHistoryContract");
    private final List<Item> pending = new ArrayList<>();
    private final List<RecordTask> dead = new ArrayList<>();
    private final Map<TaskId, Ended> all = new LinkedHashMap<>();
    private Set<LeasedLane> held = Set.of();

    protected RecordInboxHistoryContract(RecordInboxBinding binding) {
        super(binding);
    }

    @Test
    void keepsItsOrderAndItsCounts() {
        for (int i = 0; i < STEPS; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> acceptSome();
                case 4 -> binding.pass(Duration.ofMillis(random.nextInt(1_000)));
                case 5 -> takeOneBack();
                default -> work(1 + random.nextInt(6));
            }
            checkStats();
        }
        all.forEach((id, ended) -> assertThat(tasks.find(id)).hasValueSatisfying(task -> {
            assertThat(task.kind()).isEqualTo(ended.kind);
            assertThat(task.status()).isEqualTo(ended.status);
        }));
    }

    private void expect(RecordTask task, TaskStatus status) {
        all.put(task.id(), new Ended(task.change().kind(), status));
    }

    private void acceptSome() {
        List<RecordTask> some = new ArrayList<>();
        for (int count = 1 + random.nextInt(6); count > 0; count--) {
            RecordTask task = RecordTasks.acceptedAt(clock.instant(), task(Integer.toString(all.size())));
            some.add(task);
            expect(task, TaskStatus.PENDING);
            pending.add(new Item(task, Instant.EPOCH));
        }
        accept(some.toArray(RecordTask[]::new));
    }

    private RecordTask task(String name) {
        String record = Integer.toString(random.nextInt(6));
        return switch (random.nextInt(3)) {
            case 0 -> RecordTasks.insert(name, record, "1");
            case 1 -> RecordTasks.update(name, record, "2");
            default -> RecordTasks.delete(name, record);
        };
    }

    private void work(int max) {
        if (random.nextInt(10) == 0) {
            lanes.release("me");
        }
        held = lanes.hold("me");
        List<RecordTask> due = inbox.next(held, max);
        assertThat(due).startsWith(due(max).toArray(RecordTask[]::new));
        assertThat(due(Integer.MAX_VALUE)).startsWith(due.toArray(RecordTask[]::new));
        Set<RecordId> waiting = new HashSet<>();
        for (RecordTask task : due.subList(0, random.nextInt(due.size() + 1))) {
            if (!waiting.contains(task.change().id()) && !end(task)) {
                waiting.add(task.change().id());
            }
        }
    }

    /** The list's own answer to {@link RecordInbox#next}. */
    private List<RecordTask> due(int max) {
        Set<RecordId> waiting = new HashSet<>();
        List<RecordTask> due = new ArrayList<>();
        for (Item item : pending) {
            if (item.notBefore.isAfter(clock.instant())) {
                waiting.add(item.task.change().id());
            }
            if (due.size() < max && !waiting.contains(item.task.change().id())) {
                due.add(item.task);
            }
        }
        return due;
    }

    /** False when the task is kept for a retry. */
    private boolean end(RecordTask task) {
        int at = pending.stream().map(Item::task).toList().indexOf(task);
        switch (random.nextInt(4)) {
            case 0 -> {
                RecordTask failed = task.failedAt(clock.instant());
                Instant notBefore = clock.instant().plusMillis(random.nextInt(2_000));
                inbox.retry(failed, notBefore, held);
                pending.set(at, new Item(failed, notBefore));
                return false;
            }
            case 1 -> {
                assertThat(inbox.bury(task, letter(RecordTasks.name(task.id())), held))
                        .isTrue();
                dead.add(task);
                expect(task, TaskStatus.DEAD);
            }
            default -> {
                Outcome.Done outcome = outcome(task);
                assertThat(inbox.finish(List.of(outcome), held)).containsExactly(task.id());
                expect(task, outcome instanceof Outcome.Applied ? TaskStatus.APPLIED : TaskStatus.REJECTED);
            }
        }
        pending.remove(at);
        return true;
    }

    private Outcome.Done outcome(RecordTask task) {
        return random.nextBoolean() ? new Outcome.Applied(task.id()) : new Outcome.Rejected(task.id(), "not found");
    }

    private void takeOneBack() {
        if (dead.isEmpty()) {
            return;
        }
        RecordTask task = dead.remove(random.nextInt(dead.size()));
        origin.takeBack(letter(RecordTasks.name(task.id())));
        deadLetters.remove(letter(RecordTasks.name(task.id())).id());
        pending.add(new Item(task.takenBack(), Instant.EPOCH));
        expect(task, TaskStatus.PENDING);
    }

    private void checkStats() {
        Map<Ended, Long> recount =
                all.values().stream().collect(Collectors.groupingBy(ended -> ended, Collectors.counting()));
        InboxStats stats = inbox.stats();
        for (String kind : RecordChange.KINDS) {
            for (TaskStatus status : TaskStatus.values()) {
                assertThat(stats.count(kind, status)).isEqualTo(recount.getOrDefault(new Ended(kind, status), 0L));
            }
        }
        Duration oldest = pending.stream()
                .map(item -> Duration.between(item.task.acceptedAt(), clock.instant()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        assertThat(stats.oldestUnfinished()).isEqualTo(oldest);
    }
}
