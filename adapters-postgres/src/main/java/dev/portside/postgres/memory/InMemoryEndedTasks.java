package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tasks that have ended, for their retention: those that were applied or rejected, the last {@value #FINISHED_MAX} at
 * most, and dead ones with their work, at least as long as their letter is there. Not thread-safe.
 */
final class InMemoryEndedTasks {
    private static final int FINISHED_MAX = 100_000;

    /** What is over takes at most this part of the memory, so that it never keeps new work out for long. */
    private static final int FINISHED_SHARE = 8;

    /** Counted: the entry, the task with its id, two times and a short reason. */
    private static final int FINISHED_BYTES = 400;

    private record Dead(Task task, RecordTask work, String letter) {}

    private final LinkedHashMap<TaskId, Task> finished = new LinkedHashMap<>();
    private final LinkedHashMap<TaskId, Dead> dead = new LinkedHashMap<>();
    private final Duration retention;
    private final DeadLetters letters;
    private final MemoryBudget memory;
    private final long finishedMax;

    InMemoryEndedTasks(Duration retention, DeadLetters letters, MemoryBudget memory) {
        this.retention = retention;
        this.letters = letters;
        this.memory = memory;
        this.finishedMax = Math.min(FINISHED_MAX, memory.bytesMax() / FINISHED_SHARE / FINISHED_BYTES);
    }

    void finished(Task task) {
        memory.occupy(FINISHED_BYTES);
        finished.put(task.id(), task);
    }

    /** @param letter the id of the task's letter */
    void died(Task task, RecordTask work, String letter) {
        memory.occupy(weight(work));
        dead.put(task.id(), new Dead(task, work, letter));
    }

    Optional<Task> find(TaskId id) {
        Dead found = dead.get(id);
        return found == null ? Optional.ofNullable(finished.get(id)) : Optional.of(found.task);
    }

    /** Takes the work of a dead task out; empty when the task is not dead. */
    Optional<RecordTask> revive(TaskId id) {
        Dead found = dead.remove(id);
        if (found == null) {
            return Optional.empty();
        }
        memory.release(weight(found.work));
        return Optional.of(found.work);
    }

    /** Drops what is past its time and hands it to {@code forgotten}. */
    void forgetExpired(Instant now, Consumer<Task> forgotten) {
        Instant keepFrom = now.minus(retention);
        while (finished.size() > finishedMax
                || (!finished.isEmpty() && isBefore(finished.firstEntry().getValue(), keepFrom))) {
            memory.release(FINISHED_BYTES);
            forgotten.accept(finished.pollFirstEntry().getValue());
        }
        while (!dead.isEmpty() && isBefore(dead.firstEntry().getValue().task, keepFrom)) {
            Dead first = dead.pollFirstEntry().getValue();
            if (letters.find(first.letter).isPresent()) {
                // Its turn comes again after the others; one look per call is enough.
                dead.put(first.task.id(), first);
                return;
            }
            memory.release(weight(first.work));
            forgotten.accept(first.task);
        }
    }

    private static boolean isBefore(Task task, Instant keepFrom) {
        return task.finishedAt().orElse(Instant.MAX).isBefore(keepFrom);
    }

    private static long weight(RecordTask work) {
        return FINISHED_BYTES + InMemoryPendingTasks.weight(work);
    }
}
