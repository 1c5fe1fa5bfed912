package dev.portside.stack.proxy;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How bytes pass through a {@link FaultyProxy} now. */
final class Passage {
    private static final int UNBOUNDED = Integer.MAX_VALUE;

    private boolean stalled;
    private Duration delay = Duration.ZERO;
    private int bytesPerSecond = UNBOUNDED;
    private boolean losesNextAnswer;

    synchronized void stall() {
        stalled = true;
    }

    synchronized void delay(Duration longer) {
        delay = longer;
    }

    synchronized void narrow(int bytes) {
        bytesPerSecond = bytes;
    }

    synchronized void loseNextAnswer() {
        losesNextAnswer = true;
    }

    synchronized void heal() {
        stalled = false;
        delay = Duration.ZERO;
        bytesPerSecond = UNBOUNDED;
        losesNextAnswer = false;
        notifyAll();
    }

    /** Returns when a piece of so many bytes may go on. */
    synchronized void await(int bytes) throws InterruptedException {
        Duration length =
                Duration.ofNanos(bytesPerSecond == UNBOUNDED ? 0 : TimeUnit.SECONDS.toNanos(bytes) / bytesPerSecond);
        long end = System.nanoTime() + delay.plus(length).toNanos();
        while (stalled) {
            wait();
        }
        // Healing ends these as well.
        for (long left = end - System.nanoTime(); left > 0 && hinders(); left = end - System.nanoTime()) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
    }

    private boolean hinders() {
        return !delay.isZero() || bytesPerSecond != UNBOUNDED;
    }

    /** True once after {@link #loseNextAnswer}. */
    synchronized boolean takeLoss() {
        boolean loses = losesNextAnswer;
        losesNextAnswer = false;
        return loses;
    }
}
