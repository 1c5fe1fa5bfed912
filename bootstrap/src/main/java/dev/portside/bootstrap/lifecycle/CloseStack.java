package dev.portside.bootstrap.lifecycle;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What was started, to be closed in reverse. Each step gets what is left of the time, but at least
 * {@value #STEP_MILLIS_MIN} ms, so that one that overruns takes nobody's turn; a step that fails or overruns is logged and
 * the next one goes on.
 */
public final class CloseStack {
    private record Step(String name, AutoCloseable resource) {}

    private static final System.Logger LOG = System.getLogger(CloseStack.class.getName());

    private static final int STEP_MILLIS_MIN = 250;

    private final Deque<Step> steps = new ArrayDeque<>();

    /** @param name what is closed, for the log */
    public synchronized <T extends AutoCloseable> T push(String name, T resource) {
        steps.push(new Step(name, resource));
        return resource;
    }

    /** Takes resources that are closed at once, as one step. */
    public void pushTogether(String name, List<AutoCloseable> resources) {
        push(name, () -> closeTogether(resources));
    }

    private static void closeTogether(List<AutoCloseable> resources) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> closing = new ArrayList<>();
            for (AutoCloseable resource : resources) {
                closing.add(threads.submit(() -> {
                    resource.close();
                    return true;
                }));
            }
            for (Future<?> each : closing) {
                each.get();
            }
        }
    }

    /** Closes everything within {@code timeMax}; true when every step ended well. Repeating it does nothing. */
    public synchronized boolean close(Duration timeMax) {
        long deadline = System.nanoTime() + timeMax.toNanos();
        boolean clean = true;
        while (!steps.isEmpty()) {
            clean &= close(steps.pop(), timeLeft(deadline));
        }
        return clean;
    }

    private static Duration timeLeft(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Duration least = Duration.ofMillis(STEP_MILLIS_MIN);
        return left.compareTo(least) > 0 ? left : least;
    }

    private static boolean close(Step step, Duration timeMax) {
        boolean[] closed = new boolean[1];
        Thread closer = Thread.ofVirtual().name("close " + step.name).start(() -> {
            try {
                step.resource.close();
                closed[0] = true;
            } catch (Exception e) {
                LOG.log(ERROR, step.name + " did not close cleanly", e);
            }
        });
        try {
            if (!closer.join(timeMax)) {
                LOG.log(WARNING, () -> step.name + " did not close in time");
                closer.interrupt();
                return false;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
        return closed[0];
    }
}
