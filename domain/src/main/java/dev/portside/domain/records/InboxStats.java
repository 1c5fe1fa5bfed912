package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.util.Map;

/**
 * The inbox at a glance, from counters: reading it costs the same however many tasks there are. It counts the tasks that
 * can be found: those that are pending, and those that ended within the retention.
 *
 * @param byKind a {@link RecordChange#kind} to its statuses to the number of tasks; what is absent is 0
 * @param oldestUnfinished the age of the oldest pending task, zero when there is none
 */
public record InboxStats(Map<String, Map<TaskStatus, Long>> byKind, Duration oldestUnfinished) {
    public long count(TaskStatus status) {
        return byKind.keySet().stream().mapToLong(kind -> count(kind, status)).sum();
    }

    public long count(String kind, TaskStatus status) {
        return byKind.getOrDefault(kind, Map.of()).getOrDefault(status, 0L);
    }

    /** All tasks that were ever accepted. */
    public long total() {
        return byKind.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }
}
