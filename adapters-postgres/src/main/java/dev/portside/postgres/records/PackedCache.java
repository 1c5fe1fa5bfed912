package dev.portside.postgres.records;

import dev.portside.domain.records.RecordTask;
import dev.portside.domain.tasks.TaskBlock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Packed tasks that this instance has accepted or read, so that they need not be read (again). What is here may have been
 * ended or unpacked by others: only the inbox tells what is pending. Thread-safe.
 */
final class PackedCache {
    /** In bytes; only what is worked on now may pass it. */
    static final long WEIGHT_MAX = 16L << 20;

    private static final long OVERHEAD_BYTES = 200;

    /** After that, others must have taken care of them. */
    static final long AGE_MAX_NANOS = Duration.ofMinutes(1).toNanos();

    private record Entry(PackedTasks tasks, long weight, long since) {}

    private final LongSupplier nanos;
    private final Map<Long, Entry> bySequence = new LinkedHashMap<>();
    private final Map<TaskBlock, List<PackedTasks>> byBlock = new LinkedHashMap<>();
    private long weight;

    /** @param nanos as {@link System#nanoTime} */
    PackedCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Keeps them when there is room. */
    synchronized void offer(PackedTasks tasks) {
        makeRoom();
        if (weight < WEIGHT_MAX) {
            add(tasks);
        }
    }

    /** Keeps them, since they are worked on now. */
    synchronized void put(PackedTasks tasks) {
        makeRoom();
        add(tasks);
    }

    private void makeRoom() {
        if (weight >= WEIGHT_MAX) {
            forgetOld();
        }
    }

    private void add(PackedTasks tasks) {
        Entry entry = new Entry(tasks, weight(tasks), nanos.getAsLong());
        if (bySequence.putIfAbsent(tasks.sequence(), entry) == null) {
            weight += entry.weight;
            byBlock.computeIfAbsent(tasks.block(), _ -> new ArrayList<>(2)).add(tasks);
        }
    }

    synchronized Optional<PackedTasks> find(long sequence) {
        return Optional.ofNullable(bySequence.get(sequence)).map(Entry::tasks);
    }

    synchronized List<PackedTasks> find(TaskBlock block) {
        return List.copyOf(byBlock.getOrDefault(block, List.of()));
    }

    synchronized void removeAll(Collection<Long> sequences) {
        sequences.forEach(this::remove);
    }

    private void remove(long sequence) {
        Entry entry = bySequence.remove(sequence);
        if (entry != null) {
            forget(entry);
        }
    }

    private void forget(Entry entry) {
        weight -= entry.weight;
        byBlock.computeIfPresent(entry.tasks.block(), (_, those) -> {
            those.remove(entry.tasks);
            return those.isEmpty() ? null : those;
        });
    }

    private void forgetOld() {
        long now = nanos.getAsLong();
        Iterator<Entry> oldestFirst = bySequence.values().iterator();
        while (oldestFirst.hasNext()) {
            Entry entry = oldestFirst.next();
            if (now - entry.since < AGE_MAX_NANOS) {
                return;
            }
            oldestFirst.remove();
            forget(entry);
        }
    }

    private static long weight(PackedTasks packed) {
        return packed.tasks().stream().mapToLong(PackedCache::weight).sum();
    }

    private static long weight(RecordTask task) {
        String value = InboxRows.value(task.change());
        return OVERHEAD_BYTES + 2L * task.change().id().value().length() + (value == null ? 0 : 2L * value.length());
    }
}
