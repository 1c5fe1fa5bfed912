package dev.portside.application.log;

import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.log.StreamProgress;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.Tasks;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The tasks of a log. What became of one is told by its id, the stored position and the few outcomes that are kept. */
public final class LogTasks implements Tasks, AutoCloseable {
    private final LogStream stream;
    private final LogTaskIds ids;
    private final StreamProgress progress;
    private final PlaceWaiters waiters = new PlaceWaiters();
    private volatile boolean closed;

    public LogTasks(LogStream stream, LogTaskIds ids, StreamProgress progress) {
        this.stream = stream;
        this.ids = ids;
        this.progress = progress;
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return ids.read(id).flatMap(said -> find(id, said));
    }

    private Optional<Task> find(TaskId id, LogTaskIds.Said said) {
        return progress.find(stream, said.place()).map(status -> task(id, said, status));
    }

    private static Task task(TaskId id, LogTaskIds.Said said, EntryStatus status) {
        return new Task(
                id, said.kind(), status.status(), status.reason(), said.place().acceptedAt(), status.finishedAt());
    }

    @Override
    public Optional<Task> await(TaskId id, Duration waitMax) throws InterruptedException {
        Optional<LogTaskIds.Said> said = ids.read(id);
        if (said.isEmpty()) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + waitMax.toNanos();
        while (true) {
            try (PlaceWaiters.Waiter waiter = waiters.enter(said.get().place())) {
                // Asked after the waiter stands, so that a task that ends in between wakes it.
                Optional<Task> task = find(id, said.get());
                long left = deadline - System.nanoTime();
                if (closed || task.isEmpty() || task.get().status().finished() || left <= 0) {
                    return task;
                }
                waiter.await(Duration.ofNanos(left));
            }
        }
    }

    /** Wakes everybody who waits for an entry before {@code next}. */
    public void advanced(int partition, long next) {
        waiters.advanced(partition, next);
    }

    /** Wakes everybody who waits for this entry, which had come back. */
    public void ended(LogPlace origin) {
        waiters.ended(origin.partition(), origin.offset());
    }

    /**
     * Wakes everybody whose entry has ended, at another instance perhaps. Asks the store once for all who wait, and not at
     * all while nobody does.
     *
     * @return false, since it waits for its next turn
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    public boolean look() {
        Set<LogPlace> waitedFor = waiters.places();
        if (!waitedFor.isEmpty()) {
            progress.finished(stream, waitedFor).forEach(this::ended);
        }
        return false;
    }

    /** Lets nobody wait any more: those who do get their task as it is, so that a stop need not outlast them. */
    @Override
    public void close() {
        closed = true;
        waiters.all();
    }
}
