package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.util.Optional;

/** Record tasks for tests. */
public final class RecordTasks {
    private RecordTasks() {}

    public static RecordTask insert(String task, String id, String value) {
        return task(task, new RecordChange.Insert(new RecordId(id), new JsonText(value)));
    }

    public static RecordTask update(String task, String id, String value) {
        return task(task, new RecordChange.Update(new RecordId(id), new JsonText(value)));
    }

    public static RecordTask delete(String task, String id) {
        return task(task, new RecordChange.Delete(new RecordId(id)));
    }

    public static RecordTask acceptedAt(Instant at, RecordTask task) {
        return new RecordTask(task.id(), task.change(), at, task.failures(), task.firstFailureAt(), task.traceparent());
    }

    private static RecordTask task(String task, RecordChange change) {
        return new RecordTask(
                new TaskId(task),
                change,
                Instant.parse("2026-01-01T00:00:00Z"),
                0,
                Optional.empty(),
                Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    }
}
