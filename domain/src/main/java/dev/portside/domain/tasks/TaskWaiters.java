package dev.portside.domain.tasks;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Callers that wait for tasks to finish; all waiters of one task share one future. */
public final class TaskWaiters {
    private final ConcurrentHashMap<TaskId, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    /** Wakes everybody who waits for the task. */
    public void finished(TaskId id) {
        CompletableFuture<Void> waiter = waiting.remove(id);
        if (waiter != null) {
            waiter.complete(null);
        }
    }

    /** The contract of {@link Tasks#await}, given how to find a task. */
    public Optional<Task> await(TaskId id, Duration waitMax, Function<TaskId, Optional<Task>> find)
            throws InterruptedException {
        CompletableFuture<Void> finished = waiting.computeIfAbsent(id, _ -> new CompletableFuture<>());
        try {
            // Asked after the waiter stands, so that a task that finishes in between wakes it.
            Optional<Task> task = find.apply(id);
            if (task.isEmpty() || task.get().status().finished()) {
                return task;
            }
            finished.get(waitMax.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            return find.apply(id);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            waiting.remove(id, finished);
        }
        return find.apply(id);
    }
}
