package dev.portside.domain.log;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries of one partition, one or more, in their order.
 *
 * @param from the offset from which they were read; the first entry may have a higher one where the log has gaps
 */
public record LogBatch(int partition, long from, List<LogEntry> entries) {
    public LogBatch {
        entries = List.copyOf(entries);
    }

    /** The offset after the last entry. */
    public long next() {
        return entries.getLast().place().offset() + 1;
    }

    /** Both as one; {@code later} alone when the reader went elsewhere in between. */
    public LogBatch followedBy(LogBatch later) {
        if (later.from != next()) {
            return later;
        }
        List<LogEntry> both = new ArrayList<>(entries);
        both.addAll(later.entries);
        return new LogBatch(partition, from, both);
    }

    public LogBatch firstHalf() {
        return new LogBatch(partition, from, entries.subList(0, entries.size() / 2));
    }

    public LogBatch secondHalf() {
        return new LogBatch(partition, firstHalf().next(), entries.subList(entries.size() / 2, entries.size()));
    }
}
