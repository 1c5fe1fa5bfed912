package dev.portside.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** One caller and a clock that only calls move: every figure is exact, up to what a histogram keeps of it. */
class OpenLoopTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int PER_SECOND = 100;
    private static final int TASKS = 200;

    private final ManualClock clock = new ManualClock();

    private static final class ManualClock implements Clock {
        private long now;

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void sleepUntil(long nanos) {
            now = Math.max(now, nanos);
        }
    }

    @Test
    void chargesAStallToEveryTaskThatWasDueInIt() throws Exception {
        // Task 50 takes 500 ms. Those behind it wait for it, and 9 ms less each, until the queue is gone.
        Result result = run(number -> number == 50 ? 500 : 1);
        Measurements.Step step = result.measured().steps().getFirst();

        assertThat(countOver(step.due(), 100)).isEqualTo(45); // 500 - 9 x 0 ... 500 - 9 x 44
        assertThat(countOver(step.sent(), 100)).isEqualTo(1);
        assertThat(millis(step.due().getValueAtPercentile(50))).isEqualTo(1);
        assertThat(millis(step.due().getValueAtPercentile(90))).isBetween(315L, 325L);
        assertThat(millis(step.sent().getValueAtPercentile(99))).isEqualTo(1);
        assertThat(result.measured().tasks().getTotalCount()).isEqualTo(TASKS);
        assertThat(result.rateHeld()).isTrue();
        assertThat(result.sound()).isTrue();
    }

    @Test
    void saysThatARateWasNotHeld() throws Exception {
        Result result = run(_ -> 20);

        assertThat(result.rateHeld()).isFalse();
        assertThat(result.sound()).isFalse();
        assertThat(result.startedPerSecond()).isEqualTo(50);
        assertThat(result.tally().count(Ending.DONE)).isEqualTo(TASKS);
    }

    @Test
    void measuresLaterCallsOfATaskFromTheAnswerBefore() throws Exception {
        Result result = run((journey, number) -> {
            exchange(journey, "first", 3);
            exchange(journey, "second", 4);
        });

        assertThat(result.measured().steps())
                .extracting(Measurements.Step::name, step -> millis(step.due().getMaxValue()))
                .containsExactly(tuple("first", 3L), tuple("second", 4L));
        assertThat(millis(result.measured().tasks().getMaxValue())).isEqualTo(7);
    }

    private interface Millis {
        long of(int number);
    }

    private interface Run {
        void with(Journey journey, int number) throws TaskFault, InterruptedException;
    }

    private Result run(Millis millis) throws TaskFault, InterruptedException {
        return run((journey, number) -> exchange(journey, "call", millis.of(number)));
    }

    private void exchange(Journey journey, String step, long millis) throws TaskFault, InterruptedException {
        journey.call(
                step,
                () -> {
                    clock.now += millis * MILLI;
                    return new Reply(200, new byte[0], Optional.empty());
                },
                200);
    }

    private Result run(Run run) throws TaskFault, InterruptedException {
        Progress progress = new Progress(new PrintWriter(new StringWriter()), false, TASKS);
        LoadPlan plan = new LoadPlan(PER_SECOND, TASKS, Duration.ofMillis(100), 1);
        return new OpenLoop(plan, clock, Runnable::run, progress)
                .run("test", number -> journey -> run.with(journey, number));
    }

    private static long countOver(Histogram nanos, long millis) {
        return nanos.getCountBetweenValues(millis * MILLI, Long.MAX_VALUE);
    }

    private static long millis(long nanos) {
        return Math.round((double) nanos / MILLI);
    }
}
