package dev.portside.postgres.memory;

import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pending tasks of one lane, in the order of their acceptance. Records with a task that waits for its retry are kept
 * aside, so that handing out the next tasks costs the same however many are held back. Not thread-safe.
 */
final class InMemoryLaneQueue {
    /** @param sequence grows with each task that is accepted or taken back */
    record Entry(long sequence, RecordTask task) {
        RecordId recordId() {
            return task.change().id();
        }
    }

    /** One record's tasks, none of which is handed out before {@code until}. */
    private record Held(Instant until, SortedMap<Long, Entry> entries) {}

    private final SortedMap<Long, Entry> ready = new TreeMap<>();
    private final Map<RecordId, Held> held = new HashMap<>();

    void add(Entry entry) {
        Held behind = held.get(entry.recordId());
        (behind == null ? ready : behind.entries).put(entry.sequence, entry);
    }

    /** Puts the entry in place of the one with its sequence, and holds its record back. Costs one look at each task. */
    void hold(Entry entry, Instant until) {
        SortedMap<Long, Entry> entries = new TreeMap<>();
        Held before = held.get(entry.recordId());
        if (before != null) {
            entries.putAll(before.entries);
        }
        for (Iterator<Entry> each = ready.values().iterator(); each.hasNext(); ) {
            Entry other = each.next();
            if (other.recordId().equals(entry.recordId())) {
                entries.put(other.sequence, other);
                each.remove();
            }
        }
        entries.put(entry.sequence, entry);
        held.put(entry.recordId(), new Held(until, entries));
    }

    void remove(Entry entry) {
        if (ready.remove(entry.sequence) != null) {
            return;
        }
        Held rest = held.get(entry.recordId());
        if (rest != null && rest.entries.remove(entry.sequence) != null && rest.entries.isEmpty()) {
            held.remove(entry.recordId());
        }
    }

    /** The first {@code max} entries that may be handed out. */
    List<Entry> due(Instant now, int max) {
        held.values().removeIf(waiting -> {
            boolean over = !waiting.until.isAfter(now);
            if (over) {
                ready.putAll(waiting.entries);
            }
            return over;
        });
        return ready.values().stream().limit(max).toList();
    }
}
