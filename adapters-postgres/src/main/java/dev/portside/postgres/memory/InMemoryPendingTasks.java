package dev.portside.postgres.memory;

import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.memory.InMemoryLaneQueue.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tasks that wait to be applied: one queue per lane, found by id and by age. Not thread-safe. */
final class InMemoryPendingTasks {
    /** Counted: a task with its id, change, times and trace, and its entries in the queue and the indexes. */
    private static final int OVERHEAD_BYTES = 800;

    private final List<InMemoryLaneQueue> queues =
            Stream.generate(InMemoryLaneQueue::new).limit(Lane.COUNT).toList();
    private final Map<TaskId, Entry> byId = new HashMap<>();
    private final TreeSet<Entry> byAge = new TreeSet<>(
            Comparator.comparing((Entry entry) -> entry.task().acceptedAt()).thenComparing(Entry::sequence));
    private long lastSequence;

    /** Bytes that the task takes while it waits. */
    static long weight(RecordTask task) {
        return OVERHEAD_BYTES + InMemoryRecords.textBytes(task.change());
    }

    void add(RecordTask task) {
        Entry entry = new Entry(++lastSequence, task);
        index(entry);
        queue(entry).add(entry);
    }

    Optional<RecordTask> find(TaskId id) {
        return Optional.ofNullable(byId.get(id)).map(Entry::task);
    }

    Optional<Instant> oldestAcceptedAt() {
        return byAge.stream().findFirst().map(oldest -> oldest.task().acceptedAt());
    }

    /** The contract of {@code RecordInbox.next} for these lanes. */
    List<RecordTask> next(Set<Lane> lanes, Instant now, int max) {
        return lanes.stream()
                .flatMap(lane -> queues.get(lane.number()).due(now, max).stream())
                .sorted(Comparator.comparingLong(Entry::sequence))
                .limit(max)
                .map(Entry::task)
                .toList();
    }

    /** Keeps the task in its place, as it is now; its record waits until {@code notBefore}. */
    void hold(RecordTask task, Instant notBefore) {
        Entry before = unindexed(task.id());
        Entry entry = new Entry(before.sequence(), task);
        index(entry);
        queue(entry).hold(entry, notBefore);
    }

    void remove(TaskId id) {
        Entry entry = unindexed(id);
        queue(entry).remove(entry);
    }

    private void index(Entry entry) {
        byId.put(entry.task().id(), entry);
        byAge.add(entry);
    }

    private Entry unindexed(TaskId id) {
        Entry entry = Objects.requireNonNull(byId.remove(id));
        byAge.remove(entry);
        return entry;
    }

    private InMemoryLaneQueue queue(Entry entry) {
        return queues.get(entry.recordId().lane().number());
    }
}
