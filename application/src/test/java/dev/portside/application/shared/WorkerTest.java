package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WorkerTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Signal wake = new Signal();
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void runsUntilThereIsNothingAndThenWaits() {
        try (Worker _ = Worker.start("test", () -> runs.incrementAndGet() < 5, wake, LONG)) {
            await().until(() -> runs.get() == 5);
            wake.raise();
            await().until(() -> runs.get() == 6);
        }
    }

    @Test
    void looksAgainWhenItWasIdleLongEnough() {
        try (Worker _ = Worker.start("test", () -> runs.incrementAndGet() < 0, wake, Duration.ofMillis(5))) {
            await().until(() -> runs.get() >= 5);
        }
    }

    @Test
    void survivesFailures() {
        Worker.Step failing = () -> {
            switch (runs.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("broken");
                case 2 -> throw new Unavailable("away", Duration.ofSeconds(1));
                case 3 -> throw new AssertionError("broken");
                default -> {
                    return false;
                }
            }
        };
        try (Worker _ = Worker.start("test", failing, wake, LONG)) {
            await().until(() -> runs.get() == 4);
        }
    }

    @Test
    void finishesTheStepInHandWhenItIsClosed() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean mayEnd = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        AtomicReference<Thread> closer = new AtomicReference<>();
        Worker worker = Worker.start(
                "test",
                () -> {
                    begun.countDown();
                    await().until(mayEnd::get);
                    ended.set(true);
                    return true;
                },
                wake,
                LONG);
        await().until(() -> begun.getCount() == 0);
        closer.set(Thread.ofPlatform().start(worker::close));
        await().until(() -> closer.get().getState() == Thread.State.WAITING);
        assertThat(ended).isFalse();
        mayEnd.set(true);
        await().until(() -> !closer.get().isAlive());
        assertThat(ended).isTrue();
    }

    @Test
    void cutsTheStepInHandShortWhenItsCloserIsInterrupted() {
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        Worker worker = Worker.start(
                "test",
                () -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return true;
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                },
                wake,
                LONG);
        await().until(() -> begun.getCount() == 0);
        Thread closer = Thread.ofPlatform().start(worker::close);
        closer.interrupt();
        await().until(interrupted::get);
        await().until(() -> !closer.isAlive());
    }

    @Test
    void endsAtOnceWhenItIsClosedWhileItWaits() {
        Worker worker = Worker.start("test", () -> runs.incrementAndGet() < 0, wake, LONG);
        await().until(() -> runs.get() == 1);
        worker.close();
        wake.raise();
        assertThat(runs).hasValue(1);
    }

    /** Each step ends only after the other worker was asked to end as well. */
    @Test
    void asksAllToEndBeforeItWaitsForOne() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger asked = new AtomicInteger();
        AtomicReference<List<Worker>> both = new AtomicReference<>(List.of());
        Worker.Step step = () -> {
            begun.countDown();
            await().until(() -> both.get().stream().allMatch(Worker::stopping)
                    && !both.get().isEmpty());
            asked.incrementAndGet();
            return true;
        };
        List<Worker> workers =
                List.of(Worker.start("a", step, new Signal(), LONG), Worker.start("b", step, new Signal(), LONG));
        both.set(workers);
        begun.await();
        Worker.together(workers).close();
        assertThat(asked).hasValue(2);
    }
}
