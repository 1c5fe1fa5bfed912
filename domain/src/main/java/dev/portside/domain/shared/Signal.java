package dev.portside.domain.shared;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes one waiting loop. Any number of wake-ups before the wait count as one, and none is lost. */
public final class Signal {
    private final Semaphore raised = new Semaphore(0);

    public void raise() {
        if (raised.availablePermits() == 0) {
            raised.release();
        }
    }

    /** Returns at the next {@link #raise}, at once when it came before, or when {@code waitMax} is over. */
    public void await(Duration waitMax) throws InterruptedException {
        if (raised.tryAcquire(waitMax.toNanos(), TimeUnit.NANOSECONDS)) {
            raised.drainPermits();
        }
    }
}
