package dev.portside.domain.tasks;

import java.time.Duration;
import java.util.Optional;

/** The tasks of one flow. */
public interface Tasks {
    /** The task, or empty when this flow never issued that id or its retention is over. */
    Optional<Task> find(TaskId id);

    /**
     * Waits until the task is finished, at most {@code waitMax}, and returns it as it is then. Waiting costs the store
     * nothing: the waiter is woken by whoever finishes the task, or by one poll shared by all waiters.
     */
    Optional<Task> await(TaskId id, Duration waitMax) throws InterruptedException;
}
