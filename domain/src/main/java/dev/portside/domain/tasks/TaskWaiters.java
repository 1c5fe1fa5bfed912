package dev.portside.domain.tasks;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Callers that wait for tasks to finish; all waiters of one task share one latch. Thread-safe. */
public final class TaskWaiters implements AutoCloseable {
    /** @param callers how many wait; the last one to leave takes the entry away */
    private record Waiting(CountDownLatch finished, int callers) {}

    private final ConcurrentHashMap<TaskId, Waiting> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Wakes everybody who waits for the task. */
    public void finished(TaskId id) {
        Waiting woken = waiting.remove(id);
        if (woken != null) {
            woken.finished.countDown();
        }
    }

    /** The contract of {@link Tasks#await}, given how to find a task. */
    public Optional<Task> await(TaskId id, Duration waitMax, Function<TaskId, Optional<Task>> find)
            throws InterruptedException {
        CountDownLatch finished = join(id);
        try {
            // Asked after the waiter stands, so that a task that finishes in between wakes it.
            Optional<Task> task = find.apply(id);
            if (closed || task.isEmpty() || task.get().status().finished()) {
                return task;
            }
            boolean _ = finished.await(waitMax.toNanos(), TimeUnit.NANOSECONDS);
        } finally {
            leave(id, finished);
        }
        return find.apply(id);
    }

    /** The tasks that are waited for now. */
    public Set<TaskId> waitedFor() {
        return Set.copyOf(waiting.keySet());
    }

    /** How many tasks are waited for. */
    public int tasks() {
        return waiting.size();
    }

    private CountDownLatch join(TaskId id) {
        return waiting.compute(
                        id,
                        (_, before) -> before == null
                                ? new Waiting(new CountDownLatch(1), 1)
                                : new Waiting(before.finished, before.callers + 1))
                .finished;
    }

    private void leave(TaskId id, CountDownLatch finished) {
        waiting.computeIfPresent(id, (_, now) -> {
            if (now.finished != finished) {
                return now;
            }
            return now.callers == 1 ? null : new Waiting(finished, now.callers - 1);
        });
    }

    /** Lets nobody wait any more: those who do get their task as it is, so that a stop need not outlast them. */
    @Override
    public void close() {
        closed = true;
        waiting.keySet().forEach(this::finished);
    }
}
