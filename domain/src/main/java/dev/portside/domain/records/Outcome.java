package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;

/** How a task ended in the main store. */
public sealed interface Outcome {
    /** It took effect or was refused: the task is done. */
    sealed interface Done extends Outcome {}

    /** Why an insert is rejected. */
    String ALREADY_EXISTS = "already exists";

    /** Why an update or a delete is rejected. */
    String NOT_FOUND = "not found";

    TaskId task();

    record Applied(TaskId task) implements Done {}

    /** A rule forbade it; nothing was changed. */
    record Rejected(TaskId task, String reason) implements Done {}

    /** It was given up before it took effect, and never will. */
    record Closed(TaskId task) implements Outcome {}
}
