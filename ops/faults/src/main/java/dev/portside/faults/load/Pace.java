package dev.portside.faults.load;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Lets clients ask for so many tasks a second. After a standstill they make up for the last second alone. */
public final class Pace implements AutoCloseable {
    private static final Duration STEP = Duration.ofMillis(10);

    /** More than any flow has clients, each of which has a number that it is at. */
    private static final int AHEAD_MIN = 100;

    private final Load load;
    private volatile double perSecond;
    private final Thread thread;
    private volatile boolean closing;

    /** Lets them ask for nothing yet. */
    public Pace(Load load) {
        this.load = load;
        this.thread = Thread.ofVirtual().name("pace").start(this::run);
    }

    /** From now on they may ask for so many a second. */
    public void set(double tasks) {
        perSecond = tasks;
    }

    private void run() {
        double allowed = 0;
        long last = System.nanoTime();
        while (!closing) {
            long now = System.nanoTime();
            double rate = perSecond;
            allowed += (now - last) * rate / 1e9;
            allowed = Math.min(allowed, load.through() + Math.max(AHEAD_MIN, rate));
            last = now;
            load.allow((int) allowed);
            LockSupport.parkNanos(STEP.toNanos());
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
