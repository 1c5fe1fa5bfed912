package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Record tasks for tests. */
public final class RecordTasks {
    private RecordTasks() {}

    /**
     * The id of the task of that name: of 1 to 8 ASCII characters, which every binding can store. Those whose names are
     * numbers below 65,536 are of one block.
     */
    public static TaskId id(String name) {
        if (name.matches("[0-9]{1,5}") && Integer.parseInt(name) < TaskBlock.PLACES) {
            return TaskBlock.of(new UUID(0, 0)).task(Integer.parseInt(name));
        }
        ByteBuffer packed = ByteBuffer.allocate(Long.BYTES);
        packed.put(name.getBytes(StandardCharsets.US_ASCII)).rewind();
        return new TaskId(new UUID(0, packed.getLong()).toString());
    }

    /** The name that makes this {@link #id}. */
    public static String name(TaskId id) {
        long packed = UUID.fromString(id.value()).getLeastSignificantBits();
        if (packed >= 0 && packed < TaskBlock.PLACES) {
            return Long.toString(packed);
        }
        byte[] name = ByteBuffer.allocate(Long.BYTES).putLong(packed).array();
        return new String(name, StandardCharsets.US_ASCII).replace("\0", "");
    }

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
        return RecordTask.accepted(task.id(), task.change(), at, task.traceparent());
    }

    private static RecordTask task(String task, RecordChange change) {
        return RecordTask.accepted(
                id(task),
                change,
                Instant.parse("2026-01-01T00:00:00Z"),
                Optional.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
    }
}
