package dev.portside.application.shared;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.portside.domain.shared.Backoff;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

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
    private final Duration idleMax;
    private final Thread thread;
    private volatile boolean stopping;

    private Worker(String name, Step step, Signal wake, Duration idleMax) {
        this.name = name;
        this.step = step;
        this.wake = wake;
        this.idleMax = idleMax;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Starts the loop; {@code wake} must be this worker's own. */
    public static Worker start(String name, Step step, Signal wake, Duration idleMax) {
        Worker worker = new Worker(name, step, wake, idleMax);
        worker.thread.start();
        return worker;
    }

    private void run() {
        int failures = 0;
        while (!stopping) {
            try {
                boolean worked = step.runOnce();
                failures = 0;
                if (!worked && !stopping) {
                    wake.await(idleMax);
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

    private boolean pause(Duration delay) {
        try {
            if (!stopping) {
                wake.await(delay);
            }
            return true;
        } catch (InterruptedException _) {
            return false;
        }
    }

    private void log(Throwable e, int failures) {
        if (e instanceof Unavailable) {
            LOG.log(WARNING, () -> name + ": " + e.getMessage() + " (failure " + failures + " in a row)");
            return;
        }
        LOG.log(ERROR, name + ": failure " + failures + " in a row", e);
    }

    /** Closes the workers at once: all are asked to end before the first is waited for. */
    public static AutoCloseable together(List<Worker> workers) {
        return () -> {
            workers.forEach(Worker::stop);
            workers.forEach(Worker::close);
        };
    }

    boolean stopping() {
        return stopping;
    }

    /** Asks the loop to end after the step in hand; returns at once. */
    public void stop() {
        stopping = true;
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
