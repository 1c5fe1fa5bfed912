package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import dev.portside.postgres.memory.InMemoryIdempotencyKeys.Seen;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The inbox of record tasks in memory, under one lock. */
public final class InMemoryRecordInbox implements RecordInbox, Tasks, Origin {
    private final InMemoryPendingTasks pending = new InMemoryPendingTasks();
    private final Map<String, Map<TaskStatus, Long>> counts = new TreeMap<>();
    private final InMemoryEndedTasks ended;
    private final InMemoryIdempotencyKeys<TaskId> keys;
    private final InMemoryLanes leases;
    private final DeadLetters deadLetters;
    private final TaskWaiters waiters;
    private final InstantSource clock;
    private final MemoryBudget memory;

    /** @param retention how long ended tasks can be found */
    public InMemoryRecordInbox(
            InMemoryLanes leases,
            DeadLetters deadLetters,
            TaskWaiters waiters,
            Duration retention,
            InstantSource clock,
            MemoryBudget memory) {
        this.leases = leases;
        this.deadLetters = deadLetters;
        this.waiters = waiters;
        this.clock = clock;
        this.memory = memory;
        this.ended = new InMemoryEndedTasks(retention, deadLetters, memory);
        this.keys = new InMemoryIdempotencyKeys<>(clock, memory);
    }

    @Override
    public synchronized List<Acceptance> accept(List<Submission> submissions) {
        forgetExpired();
        memory.reserve(submissions.stream()
                .mapToLong(submission -> room(submission.task()) + keyWeight(submission))
                .sum());
        return submissions.stream().map(this::accept).toList();
    }

    private Acceptance accept(Submission submission) {
        RecordTask task = submission.task();
        Seen<TaskId> seen = submission.idempotency().map(keys::seen).orElseGet(Seen.Never::new);
        return switch (seen) {
            case Seen.Never<TaskId> _ -> {
                submission.idempotency().ifPresent(idempotency -> keys.remember(idempotency, task.id()));
                enqueue(task);
                yield new Acceptance.Accepted(task.id());
            }
            case Seen.Before<TaskId> before -> {
                memory.release(room(task) + keyWeight(submission));
                yield new Acceptance.Repeated(before.result());
            }
            case Seen.WithAnotherBody<TaskId> _ -> {
                memory.release(room(task) + keyWeight(submission));
                yield new Acceptance.KeyReused();
            }
        };
    }

    private void enqueue(RecordTask task) {
        pending.add(task);
        count(task.change().kind(), TaskStatus.PENDING, 1);
    }

    @Override
    public synchronized List<RecordTask> next(Set<LeasedLane> held, int max) {
        return pending.next(standing(held), clock.instant(), max);
    }

    @Override
    public synchronized Set<Lane> due(Set<LeasedLane> held) {
        Instant now = clock.instant();
        return standing(held).stream()
                .filter(lane -> !pending.next(Set.of(lane), now, 1).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public synchronized Set<TaskId> finish(List<Outcome.Done> outcomes, Set<LeasedLane> held) {
        Set<Lane> standing = standing(held);
        Set<TaskId> finished = new HashSet<>();
        for (Outcome.Done outcome : outcomes) {
            pendingIn(standing, outcome.task()).ifPresent(task -> {
                ended.finished(
                        switch (outcome) {
                            case Outcome.Applied _ -> end(task, TaskStatus.APPLIED, Optional.empty());
                            case Outcome.Rejected rejected ->
                                end(task, TaskStatus.REJECTED, Optional.of(rejected.reason()));
                        });
                finished.add(outcome.task());
            });
        }
        finished.forEach(waiters::finished);
        return finished;
    }

    @Override
    public synchronized void retry(RecordTask task, Instant notBefore, Set<LeasedLane> held) {
        pendingIn(standing(held), task.id()).ifPresent(_ -> pending.hold(task, notBefore));
    }

    @Override
    public synchronized boolean bury(RecordTask task, DeadLetter letter, Set<LeasedLane> held) {
        if (pendingIn(standing(held), task.id()).isEmpty()) {
            return false;
        }
        deadLetters.add(letter);
        ended.died(end(task, TaskStatus.DEAD, Optional.of(letter.error())), task, letter.id());
        waiters.finished(task.id());
        return true;
    }

    /** The task when it is pending in one of the lanes. */
    private Optional<RecordTask> pendingIn(Set<Lane> lanes, TaskId id) {
        return pending.find(id).filter(task -> lanes.contains(task.change().id().lane()));
    }

    private Set<Lane> standing(Set<LeasedLane> held) {
        return held.stream().filter(leases::stands).map(LeasedLane::lane).collect(Collectors.toUnmodifiableSet());
    }

    private Task end(RecordTask work, TaskStatus status, Optional<String> reason) {
        pending.remove(work.id());
        memory.release(room(work));
        Task task = view(work, status, reason, Optional.of(clock.instant()));
        count(task.kind(), TaskStatus.PENDING, -1);
        count(task.kind(), status, 1);
        return task;
    }

    @Override
    public synchronized InboxStats stats() {
        forgetExpired();
        Map<String, Map<TaskStatus, Long>> byKind = new TreeMap<>();
        counts.forEach((kind, byStatus) -> byKind.put(kind, Map.copyOf(byStatus)));
        Instant now = clock.instant();
        return new InboxStats(
                byKind, Duration.between(pending.oldestAcceptedAt().orElse(now), now));
    }

    @Override
    public synchronized Optional<Task> find(TaskId id) {
        forgetExpired();
        return pending.find(id)
                .map(task -> view(task, TaskStatus.PENDING, Optional.empty(), Optional.empty()))
                .or(() -> ended.find(id));
    }

    @Override
    public Optional<Task> await(TaskId id, Duration waitMax) throws InterruptedException {
        return waiters.await(id, waitMax, this::find);
    }

    @Override
    public Source source() {
        return Source.RECORDS;
    }

    @Override
    public synchronized void takeBack(DeadLetter letter) {
        ended.revive(new TaskId(letter.origin())).ifPresent(work -> {
            count(work.change().kind(), TaskStatus.DEAD, -1);
            memory.occupy(room(work));
            enqueue(work.takenBack());
        });
    }

    private static Task view(
            RecordTask work, TaskStatus status, Optional<String> reason, Optional<Instant> finishedAt) {
        return new Task(work.id(), work.change().kind(), status, reason, work.acceptedAt(), finishedAt);
    }

    private void forgetExpired() {
        keys.forgetExpired();
        ended.forgetExpired(clock.instant(), task -> count(task.kind(), task.status(), -1));
    }

    private void count(String kind, TaskStatus status, long by) {
        counts.computeIfAbsent(kind, _ -> new EnumMap<>(TaskStatus.class)).merge(status, by, Long::sum);
    }

    /** Bytes that an accepted task needs until it ends: its own, and those of the record that it may leave behind. */
    private static long room(RecordTask task) {
        return InMemoryPendingTasks.weight(task) + InMemoryRecords.weight(task.change());
    }

    private static long keyWeight(Submission submission) {
        return submission.idempotency().map(InMemoryIdempotencyKeys::weight).orElse(0L);
    }
}
