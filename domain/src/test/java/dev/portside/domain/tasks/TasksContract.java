package dev.portside.domain.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every binding of {@link Tasks} does. */
public abstract class TasksContract {
    private static final Duration LONG = Duration.ofSeconds(60);

    protected abstract Tasks tasks();

    /** Accepts a piece of work and leaves it pending. */
    protected abstract TaskId accept();

    /** Applies the work. */
    protected abstract void apply(TaskId id);

    @Test
    void findsATaskFromItsAcceptanceOn() {
        TaskId id = accept();
        assertThat(tasks().find(id)).hasValueSatisfying(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
            assertThat(task.reason()).isEmpty();
            assertThat(task.finishedAt()).isEmpty();
        });
        apply(id);
        assertThat(tasks().find(id)).hasValueSatisfying(task -> {
            assertThat(task.status()).isEqualTo(TaskStatus.APPLIED);
            assertThat(task.finishedAt())
                    .hasValueSatisfying(at -> assertThat(at).isAfterOrEqualTo(task.acceptedAt()));
        });
    }

    @Test
    void knowsNothingOfAnIdThatItNeverIssued() throws InterruptedException {
        accept();
        assertThat(tasks().find(new TaskId("never issued"))).isEmpty();
        assertThat(tasks().await(new TaskId("never issued"), LONG)).isEmpty();
    }

    @Test
    void doesNotWaitForATaskThatHasEnded() throws InterruptedException {
        TaskId id = accept();
        apply(id);
        assertThat(tasks().await(id, LONG)).isEqualTo(tasks().find(id));
    }

    @Test
    void returnsAPendingTaskWhenTheWaitIsOver() throws InterruptedException {
        TaskId id = accept();
        assertThat(tasks().await(id, Duration.ofMillis(20)))
                .hasValueSatisfying(task -> assertThat(task.status()).isEqualTo(TaskStatus.PENDING));
    }

    @Test
    void wakesAllWhoWaitForATask() throws Exception {
        TaskId id = accept();
        Tasks tasks = tasks();
        try (ExecutorService callers = Executors.newThreadPerTaskExecutor(Thread::new)) {
            List<Thread> threads = new java.util.concurrent.CopyOnWriteArrayList<>();
            List<Future<Optional<Task>>> waiting = Stream.generate(() -> callers.submit(() -> {
                        threads.add(Thread.currentThread());
                        return tasks.await(id, LONG);
                    }))
                    .limit(3)
                    .toList();
            await().until(() -> threads.size() == 3
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            apply(id);
            for (Future<Optional<Task>> found : waiting) {
                assertThat(found.get(10, TimeUnit.SECONDS))
                        .hasValueSatisfying(task -> assertThat(task.status()).isEqualTo(TaskStatus.APPLIED));
            }
        }
    }
}
