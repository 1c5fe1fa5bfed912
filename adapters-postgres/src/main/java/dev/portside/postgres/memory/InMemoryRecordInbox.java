package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The inbox of record tasks in memory: one sorted queue per lane, one lock. */
public final class InMemoryRecordInbox implements RecordInbox, Tasks, Origin {
    private static final Duration KEY_TTL = Duration.ofHours(24);
    private static final int ENDED_MAX = 100_000;
    private static final int OVERHEAD_BYTES = 1_000;

    private record Entry(long sequence, RecordTask task, Instant notBefore) {}

    private record Known(String fingerprint, TaskId task, Instant until) {}

    private record Ended(Task task, RecordTask work) {}

    private final List<SortedMap<Long, Entry>> lanes = new ArrayList<>();
    private final Map<TaskId, Entry> pending = new HashMap<>();
    private final TreeMap<Long, Entry> oldest = new TreeMap<>();
    private final LinkedHashMap<TaskId, Ended> ended = new LinkedHashMap<>();
    private final LinkedHashMap<String, Known> keys = new LinkedHashMap<>();
    private final Map<String, Map<TaskStatus, Long>> counts = new TreeMap<>();
    private final TaskWaiters waiters = new TaskWaiters();
    private final InMemoryLanes leases;
    private final DeadLetters deadLetters;
    private final Duration retention;
    private final InstantSource clock;
    private final MemoryBudget memory;
    private long lastSequence;

    public InMemoryRecordInbox(
            InMemoryLanes leases,
            DeadLetters deadLetters,
            Duration retention,
            InstantSource clock,
            MemoryBudget memory) {
        this.leases = leases;
        this.deadLetters = deadLetters;
        this.retention = retention;
        this.clock = clock;
        this.memory = memory;
        for (int i = 0; i < Lane.COUNT; i++) {
            lanes.add(new TreeMap<>());
        }
    }

    @Override
    public synchronized List<Acceptance> accept(List<Submission> submissions) {
        forgetExpired();
        memory.reserve(submissions.stream()
                .mapToLong(submission -> weight(submission.task()))
                .sum());
        return submissions.stream().map(this::accept).toList();
    }

    private Acceptance accept(Submission submission) {
        RecordTask task = submission.task();
        if (submission.idempotency().isEmpty()) {
            return queued(task);
        }
        Idempotency idempotency = submission.idempotency().get();
        String key = idempotency.scope() + '\n' + idempotency.key();
        Known known = keys.get(key);
        if (known == null) {
            keys.put(
                    key,
                    new Known(
                            idempotency.fingerprint(),
                            task.id(),
                            clock.instant().plus(KEY_TTL)));
            return queued(task);
        }
        memory.release(weight(task));
        return known.fingerprint.equals(idempotency.fingerprint())
                ? new Acceptance.Repeated(known.task)
                : new Acceptance.KeyReused();
    }

    private Acceptance queued(RecordTask task) {
        enqueue(new Entry(++lastSequence, task, Instant.EPOCH));
        count(task.change(), TaskStatus.PENDING, 1);
        return new Acceptance.Accepted(task.id());
    }

    private void enqueue(Entry entry) {
        lanes.get(entry.task.change().id().lane().number()).put(entry.sequence, entry);
        pending.put(entry.task.id(), entry);
        oldest.put(entry.sequence, entry);
    }

    @Override
    public synchronized List<RecordTask> next(Set<LeasedLane> held, int max) {
        Instant now = clock.instant();
        List<Entry> due = new ArrayList<>();
        for (LeasedLane leased : held) {
            if (leases.stands(leased)) {
                due.addAll(dueIn(lanes.get(leased.lane().number()), now, max));
            }
        }
        return due.stream()
                .sorted(Comparator.comparingLong(Entry::sequence))
                .limit(max)
                .map(Entry::task)
                .toList();
    }

    private static List<Entry> dueIn(SortedMap<Long, Entry> lane, Instant now, int max) {
        List<Entry> due = new ArrayList<>();
        Set<RecordId> waiting = new HashSet<>();
        for (Entry entry : lane.values()) {
            if (due.size() == max) {
                break;
            }
            RecordId id = entry.task.change().id();
            if (entry.notBefore.isAfter(now)) {
                waiting.add(id);
            }
            if (!waiting.contains(id)) {
                due.add(entry);
            }
        }
        return due;
    }

    @Override
    public synchronized void finish(List<Outcome> outcomes, Set<LeasedLane> held) {
        for (Outcome outcome : outcomes) {
            Entry entry = pending.get(outcome.task());
            if (entry != null && mayTouch(entry, held)) {
                switch (outcome) {
                    case Outcome.Applied _ -> end(entry, TaskStatus.APPLIED, Optional.empty());
                    case Outcome.Rejected rejected -> end(entry, TaskStatus.REJECTED, Optional.of(rejected.reason()));
                }
            }
        }
    }

    @Override
    public synchronized void retry(RecordTask task, Instant notBefore, Set<LeasedLane> held) {
        Entry entry = pending.get(task.id());
        if (entry != null && mayTouch(entry, held)) {
            enqueue(new Entry(entry.sequence, task, notBefore));
        }
    }

    @Override
    public synchronized void bury(RecordTask task, DeadLetter letter, Set<LeasedLane> held) {
        Entry entry = pending.get(task.id());
        if (entry != null && mayTouch(entry, held)) {
            deadLetters.add(letter);
            end(entry, TaskStatus.DEAD, Optional.of(letter.error()));
        }
    }

    private boolean mayTouch(Entry entry, Set<LeasedLane> held) {
        Lane lane = entry.task.change().id().lane();
        return held.stream().anyMatch(leased -> leased.lane().equals(lane) && leases.stands(leased));
    }

    private void end(Entry entry, TaskStatus status, Optional<String> reason) {
        RecordTask work = entry.task;
        lanes.get(work.change().id().lane().number()).remove(entry.sequence);
        pending.remove(work.id());
        oldest.remove(entry.sequence);
        Task task = view(work, status, reason, Optional.of(clock.instant()));
        ended.put(work.id(), new Ended(task, work));
        count(work.change(), TaskStatus.PENDING, -1);
        count(work.change(), status, 1);
        waiters.finished(work.id());
    }

    @Override
    public synchronized InboxStats stats() {
        Map<String, Map<TaskStatus, Long>> byKind = new TreeMap<>();
        counts.forEach((kind, byStatus) -> byKind.put(kind, Map.copyOf(byStatus)));
        Duration age = oldest.isEmpty()
                ? Duration.ZERO
                : Duration.between(oldest.firstEntry().getValue().task.acceptedAt(), clock.instant());
        return new InboxStats(byKind, age);
    }

    @Override
    public synchronized Optional<Task> find(TaskId id) {
        Entry entry = pending.get(id);
        if (entry != null) {
            return Optional.of(view(entry.task, TaskStatus.PENDING, Optional.empty(), Optional.empty()));
        }
        return Optional.ofNullable(ended.get(id)).map(Ended::task);
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
        TaskId id = new TaskId(letter.origin());
        Ended dead = ended.get(id);
        if (dead == null || dead.task.status() != TaskStatus.DEAD) {
            return;
        }
        ended.remove(id);
        RecordTask work = dead.work;
        RecordTask fresh =
                new RecordTask(id, work.change(), work.acceptedAt(), 0, Optional.empty(), work.traceparent());
        enqueue(new Entry(++lastSequence, fresh, Instant.EPOCH));
        count(work.change(), TaskStatus.DEAD, -1);
        count(work.change(), TaskStatus.PENDING, 1);
    }

    private static Task view(
            RecordTask work, TaskStatus status, Optional<String> reason, Optional<Instant> finishedAt) {
        return new Task(work.id(), "record." + work.change().verb(), status, reason, work.acceptedAt(), finishedAt);
    }

    private void count(RecordChange change, TaskStatus status, long by) {
        counts.computeIfAbsent(change.verb(), _ -> new EnumMap<>(TaskStatus.class))
                .merge(status, by, Long::sum);
    }

    /** Drops what is past its time, oldest first; dead tasks stay until their letter is gone. */
    private void forgetExpired() {
        Instant now = clock.instant();
        while (!keys.isEmpty() && !keys.firstEntry().getValue().until().isAfter(now)) {
            keys.pollFirstEntry();
        }
        Instant keepFrom = now.minus(retention);
        while (!ended.isEmpty()) {
            Ended first = ended.firstEntry().getValue();
            if (ended.size() <= ENDED_MAX && first.task.finishedAt().orElse(now).isAfter(keepFrom)) {
                return;
            }
            ended.pollFirstEntry();
            if (first.task.status() == TaskStatus.DEAD
                    && deadLetters.find(first.work.id().value()).isPresent()) {
                ended.put(first.work.id(), first);
                return;
            }
            memory.release(weight(first.work));
        }
    }

    /** The task, its key, its outcome, and the record that it may leave behind. */
    private static long weight(RecordTask task) {
        long value = switch (task.change()) {
            case RecordChange.Insert insert -> insert.value().value().length();
            case RecordChange.Update update -> update.value().value().length();
            case RecordChange.Delete _ -> 0;
        };
        return OVERHEAD_BYTES + 2 * (2L * task.change().id().value().length() + 2 * value);
    }
}
