package dev.portside.application.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.log.EntryStatus;
import dev.portside.domain.log.LogPlace;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LogTasksTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private final FakeStore store = new FakeStore(clock);
    private final LogTaskIds ids = new LogTaskIds("texts", List.of("text"), new byte[32]);
    private final LogTasks tasks = new LogTasks(new LogStream("test", "texts"), ids, store);
    private final LogPlace place = new LogPlace(0, 5, clock.instant());
    private final TaskId id = ids.id("text", place);

    @Test
    void aTaskIsToldFromItsIdAndThePosition() {
        assertThat(tasks.find(id))
                .contains(
                        new Task(id, "text", TaskStatus.PENDING, Optional.empty(), clock.instant(), Optional.empty()));
        store.position = 6;
        assertThat(tasks.find(id).orElseThrow().status()).isEqualTo(TaskStatus.APPLIED);
        assertThat(tasks.find(new TaskId("unknown"))).isEmpty();
    }

    @Test
    void aWaiterIsWokenWhenTheConsumerPassesItsEntry() throws Exception {
        CompletableFuture<Optional<Task>> waited = awaiting();
        tasks.advanced(0, 5);
        store.position = 6;
        tasks.advanced(1, 6);
        assertThat(waited).isNotDone();
        tasks.advanced(0, 6);
        assertThat(waited.get(10, TimeUnit.SECONDS).orElseThrow().status()).isEqualTo(TaskStatus.APPLIED);
    }

    @Test
    void aWaiterForAnEntryThatComesBackWaitsForItsEnd() throws Exception {
        store.position = 6;
        store.statuses.put(5L, EntryStatus.PENDING);
        CompletableFuture<Optional<Task>> waited = awaiting();
        tasks.advanced(0, 7);
        assertThat(waited).isNotDone();
        store.statuses.remove(5L);
        tasks.ended(place);
        assertThat(waited.get(10, TimeUnit.SECONDS).orElseThrow().status()).isEqualTo(TaskStatus.APPLIED);
    }

    @Test
    void oneLookWakesAllWhoseEntriesEndedElsewhere() throws Exception {
        boolean _ = tasks.look();
        assertThat(store.asked).isZero();
        List<CompletableFuture<Optional<Task>>> waited = List.of(awaiting(), awaiting(), awaiting());
        boolean _ = tasks.look();
        assertThat(waited).noneMatch(CompletableFuture::isDone);
        store.position = 6;
        boolean _ = tasks.look();
        for (CompletableFuture<Optional<Task>> each : waited) {
            assertThat(each.get(10, TimeUnit.SECONDS).orElseThrow().status()).isEqualTo(TaskStatus.APPLIED);
        }
        assertThat(store.asked).isEqualTo(2);
    }

    @Test
    void closingAnswersWaitersAtOnce() throws Exception {
        CompletableFuture<Optional<Task>> waited = awaiting();
        tasks.close();
        assertThat(waited.get(10, TimeUnit.SECONDS).orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
        assertThat(tasks.await(id, LONG).orElseThrow().status()).isEqualTo(TaskStatus.PENDING);
    }

    private CompletableFuture<Optional<Task>> awaiting() {
        CompletableFuture<Optional<Task>> result = new CompletableFuture<>();
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                result.complete(tasks.await(id, LONG));
            } catch (InterruptedException | RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        Awaitility.await().until(() -> waiter.getState() == Thread.State.TIMED_WAITING);
        return result;
    }
}
