package dev.portside.application.shared;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A virtual thread that runs a step until there is nothing to do, then waits until it is woken or {@code idleMax} is over.
 * A failed step is logged and tried again after a growing delay. Closing lets the step in hand finish.
 */
public final class Worker implements AutoCloseable {
    /** One piece of work; true when there was something to do, so that there may be more. */
    @FunctionalInterface
    public interface Step {
        boolean runOnce() throws InterruptedException;
    }

    private static final System.Logger LOG = System.getLogger(Worker.class.getName());
    private static final Backoff ON_FAILURE = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    private final String name;
    private final Step step;
    private final Signal wake;
    private final Supplier<Duration> idleMax;
    private final Thread thread;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private Worker(String name, Step step, Signal wake, Supplier<Duration> idleMax) {
        this.name = name;
        this.step = step;
        this.wake = wake;
        this.idleMax = idleMax;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Starts the loop; {@code wake} must be this worker's own. */
    public static Worker start(String name, Step step, Signal wake, Duration idleMax) {
        return start(name, step, wake, () -> idleMax);
    }

    /** The same, with a wait that is asked for anew each time. */
    public static Worker start(String name, Step step, Signal wake, Supplier<Duration> idleMax) {
        Worker worker = new Worker(name, step, wake, idleMax);
        worker.thread.start();
        return worker;
    }

    private void run() {
        int failures = 0;
        while (!stopping()) {
            try {
                boolean worked = step.runOnce();
                if (failures > 0) {
                    recovered(failures);
                    failures = 0;
                }
                if (!worked && !stopping()) {
                    wake.await(idleMax.get());
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException | Error e) {
                failures++;
                log(e, failures);
                if (!pause(ON_FAILURE.delay(failures, ThreadLocalRandom.current()))) {
                    return;
                }
            }
        }
    }

    /** Not cut short by a wake-up: there is more to do as long as the cause lasts. False when it is time to end. */
    private boolean pause(Duration delay) {
        try {
            return !stopping.await(delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            return false;
        }
    }

    /** An outage is logged ever more rarely while it lasts. */
    private void log(Throwable e, int failures) {
        if (e instanceof Unavailable) {
            if (Integer.bitCount(failures) == 1) {
                LOG.log(WARNING, () -> name + ": " + e.getMessage() + " (failure " + failures + " in a row)");
            }
            return;
        }
        LOG.log(ERROR, name + ": failure " + failures + " in a row", e);
    }

    private void recovered(int failures) {
        LOG.log(INFO, () -> name + ": works again after " + failures + (failures == 1 ? " failure" : " failures"));
    }

    /** Closes the workers at once: all are asked to end before the first is waited for. */
    public static AutoCloseable together(List<Worker> workers) {
        return () -> {
            workers.forEach(Worker::stop);
            workers.forEach(Worker::close);
        };
    }

    boolean stopping() {
        return stopping.getCount() == 0;
    }

    /** Asks the loop to end after the step in hand; returns at once. */
    public void stop() {
        stopping.countDown();
        wake.raise();
    }

    /** Ends the loop and waits for the step in hand; an interrupt of the caller cuts that step short. */
    @Override
    public void close() {
        stop();
        try {
            thread.join();
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
