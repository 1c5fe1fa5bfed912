package dev.portside.postgres.records;

import dev.portside.domain.records.RecordTask;
import dev.portside.domain.tasks.TaskBlock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Tasks of one block, as a row of {@code inbox_packed} holds them.
 *
 * @param sequence the row's
 * @param tasks at least one, their places growing
 */
record PackedTasks(long sequence, List<RecordTask> tasks) {
    TaskBlock block() {
        return TaskBlock.of(uuid(tasks.getFirst()));
    }

    /** Whether these tasks may be packed: all of one block, in the order of their places. */
    static boolean canHold(List<RecordTask> tasks) {
        return IntStream.range(1, tasks.size()).allMatch(i -> follows(uuid(tasks.get(i - 1)), uuid(tasks.get(i))));
    }

    private static boolean follows(UUID first, UUID second) {
        return TaskBlock.of(first).equals(TaskBlock.of(second)) && TaskBlock.place(first) < TaskBlock.place(second);
    }

    static int place(RecordTask task) {
        return TaskBlock.place(uuid(task));
    }

    static UUID uuid(RecordTask task) {
        return UUID.fromString(task.id().value());
    }
}
