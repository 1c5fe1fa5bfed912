package dev.portside.stack.proxy;

import java.time.Duration;

/** How bytes pass through a {@link FaultyProxy} now. */
final class Passage {
    private boolean stalled;
    private Duration delay = Duration.ZERO;
    private boolean losesNextAnswer;

    synchronized void stall() {
        stalled = true;
    }

    synchronized void delay(Duration longer) {
        delay = longer;
    }

    synchronized void loseNextAnswer() {
        losesNextAnswer = true;
    }

    synchronized void heal() {
        stalled = false;
        delay = Duration.ZERO;
        losesNextAnswer = false;
        notifyAll();
    }

    /** Returns when a piece may go on. */
    synchronized void await() throws InterruptedException {
        long end = System.nanoTime() + delay.toNanos();
        while (stalled) {
            wait();
        }
        // Healing ends a delay as well.
        for (long left = end - System.nanoTime(); left > 0 && !delay.isZero(); left = end - System.nanoTime()) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
    }

    /** True once after {@link #loseNextAnswer}. */
    synchronized boolean takeLoss() {
        boolean loses = losesNextAnswer;
        losesNextAnswer = false;
        return loses;
    }
}
