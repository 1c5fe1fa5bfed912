package dev.portside.domain.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskWaitersTest {
    private static final TaskId ID = new TaskId("1");
    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final TaskWaiters waiters = new TaskWaiters();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile TaskStatus status = TaskStatus.PENDING;

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void wakesAWaiterAlthoughAnotherOfTheSameTaskGaveUp() throws Exception {
        Future<Optional<Task>> patient = callers.submit(waitingFor(LONG));
        await().until(() -> asked.get() == 1);
        assertThat(waitingFor(Duration.ofMillis(1)).call())
                .hasValueSatisfying(task -> assertThat(task.status()).isEqualTo(TaskStatus.PENDING));
        finish();
        assertThat(patient.get(10, TimeUnit.SECONDS))
                .hasValueSatisfying(task -> assertThat(task.status()).isEqualTo(TaskStatus.APPLIED));
    }

    @Test
    void missesNoFinishThatComesWhileItLooks() throws Exception {
        Optional<Task> found = waiters.await(ID, LONG, id -> {
            Optional<Task> before = find(id);
            if (asked.get() == 1) {
                finish();
            }
            return before;
        });
        assertThat(found).hasValueSatisfying(task -> assertThat(task.status()).isEqualTo(TaskStatus.APPLIED));
    }

    @Test
    void doesNotWaitForAnUnknownTask() throws Exception {
        assertThat(waiters.await(ID, LONG, _ -> Optional.empty())).isEmpty();
    }

    @Test
    void letsEverybodyGoWhenItIsClosed() throws Exception {
        Future<Optional<Task>> waiting = callers.submit(waitingFor(LONG));
        await().until(() -> asked.get() == 1);
        waiters.close();
        assertThat(waiting.get(10, TimeUnit.SECONDS)).isPresent();
        assertThat(waitingFor(LONG).call()).isPresent();
    }

    private Callable<Optional<Task>> waitingFor(Duration waitMax) {
        return () -> waiters.await(ID, waitMax, this::find);
    }

    private Optional<Task> find(TaskId id) {
        asked.incrementAndGet();
        return Optional.of(new Task(id, "kind", status, Optional.empty(), Instant.EPOCH, Optional.empty()));
    }

    private void finish() {
        status = TaskStatus.APPLIED;
        waiters.finished(ID);
    }
}
