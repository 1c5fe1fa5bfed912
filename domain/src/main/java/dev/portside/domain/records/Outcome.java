package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;

/** How a task ended in the main store. */
public sealed interface Outcome {
    TaskId task();

    record Applied(TaskId task) implements Outcome {}

    /** A rule forbade it; nothing was changed. */
    record Rejected(TaskId task, String reason) implements Outcome {}
}
