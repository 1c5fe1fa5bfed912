package dev.portside.faults.fleet;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for conditions. */
public final class Until {
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(10);

    private Until() {}

    /**
     * Returns when the condition holds.
     *
     * @param what the condition in words, asked for when it didn't come true
     * @throws Overdue when it doesn't within {@code timeMax}, or the thread is interrupted
     */
    public static void holds(Supplier<String> what, Duration timeMax, BooleanSupplier condition) {
        long deadline = System.nanoTime() + timeMax.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new Overdue("after " + timeMax.toSeconds() + " s it is not so that " + what.get());
            }
            pause();
        }
    }

    /** For who looks again and again. */
    static void pause() {
        LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
    }

    /** A condition did not come true in its time. */
    public static final class Overdue extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Overdue(String message) {
            super(message);
        }
    }
}
