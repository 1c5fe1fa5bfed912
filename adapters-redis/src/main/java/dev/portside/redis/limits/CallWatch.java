package dev.portside.redis.limits;

import dev.portside.redis.RedisAway;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the waits of calls that have no answer in time.
 *
 * <p>Method: a timer for each call would cost more than the call. One looks at all that wait, a few times within the timeout
 * and whenever the next one is over; it runs while any call waits, wherever that is.
 */
final class CallWatch {
    /** Those who wait. */
    interface Calls {
        /** Whether nobody waits, nor is on the way from one place to another. */
        boolean isIdle();

        Iterator<LimitCall> iterator();

        /** Is called at every look. */
        void look(long nowNanos);
    }

    private static final int LOOKS_WITHIN_TIMEOUT = 8;
    private static final long INTERVAL_NANOS_MIN = 500_000;

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("limits timer").factory());

    private final Calls calls;
    private final long timeoutNanos;
    private final AtomicBoolean runs = new AtomicBoolean();

    CallWatch(Calls calls, Duration timeout) {
        this.calls = calls;
        this.timeoutNanos = timeout.toNanos();
    }

    /** Sees to it that calls which wait already are looked at. */
    void run() {
        if (!runs.get() && runs.compareAndSet(false, true)) {
            lookAfter(timeoutNanos / LOOKS_WITHIN_TIMEOUT);
        }
    }

    private void lookAfter(long nanos) {
        Object _ = TIMER.schedule(this::look, Math.max(INTERVAL_NANOS_MIN, nanos), TimeUnit.NANOSECONDS);
    }

    private void look() {
        long next = timeoutNanos / LOOKS_WITHIN_TIMEOUT;
        try {
            long now = System.nanoTime();
            next = Math.min(next, endOverdue(now));
            calls.look(now);
        } finally {
            if (!calls.isIdle()) {
                lookAfter(next);
            } else {
                runs.set(false);
                runForLatecomers();
            }
        }
    }

    /** A call that came after the last look has found the timer running. */
    private void runForLatecomers() {
        if (!calls.isIdle()) {
            run();
        }
    }

    /** The time until the next one is over. */
    private long endOverdue(long now) {
        long next = timeoutNanos;
        for (Iterator<LimitCall> each = calls.iterator(); each.hasNext(); ) {
            LimitCall call = each.next();
            if (call.reply().isDone()) {
                continue;
            }
            long left = call.sinceNanos() + timeoutNanos - now;
            if (left > 0) {
                next = Math.min(next, left);
            } else {
                call.reply().completeExceptionally(new RedisAway("no answer in time"));
            }
        }
        return next;
    }
}
