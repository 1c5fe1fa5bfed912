package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.util.Map;

/**
 * The inbox at a glance, from counters: reading it costs the same however many tasks there are.
 *
 * @param byKind verb to status to number of tasks
 * @param oldestUnfinished the age of the oldest pending task, zero when there is none
 */
public record InboxStats(Map<String, Map<TaskStatus, Long>> byKind, Duration oldestUnfinished) {
    public long count(TaskStatus status) {
        return byKind.values().stream()
                .mapToLong(counts -> counts.getOrDefault(status, 0L))
                .sum();
    }
}
