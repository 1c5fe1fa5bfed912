package dev.portside.http.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The deadlines of one connection: set by its own thread before it waits for the peer, seen by the {@link Reaper}.
 *
 * <p>Hazard: the peer's bytes may arrive just as the time is over. Both sides therefore change the reading deadline by one
 * atomic step, and the side that comes second learns that it lost.
 */
final class Watch {
    private static final long NONE = Long.MAX_VALUE;
    private static final long EXPIRED = Long.MIN_VALUE;
    private static final long START = System.nanoTime();

    private final AtomicLong reading = new AtomicLong(NONE);
    private volatile long writing = NONE;
    private boolean idle;

    /** Nanoseconds of a clock of its own, never negative. */
    static long now() {
        return System.nanoTime() - START;
    }

    /**
     * False when the time was over before: that is for good, and the connection is being closed.
     *
     * @param betweenRequests whether nothing of a request has come yet
     */
    boolean startReading(long deadline, boolean betweenRequests) {
        idle = betweenRequests;
        return reading.compareAndSet(NONE, deadline);
    }

    /** False when the time is over. */
    boolean endReading(long deadline) {
        return reading.compareAndSet(deadline, NONE);
    }

    void startWriting(long deadline) {
        writing = deadline;
    }

    void endWriting() {
        writing = NONE;
    }

    /** Ends the wait for the peer when it is over; true once. */
    boolean expire(long now) {
        long deadline = reading.get();
        return deadline != EXPIRED && deadline < now && reading.compareAndSet(deadline, EXPIRED);
    }

    /** Whether the peer has had all the time it gets, also for what was sent when its time to read was over. */
    boolean overdue(long now) {
        return reading.get() == EXPIRED || writing < now;
    }

    /** Whether the connection waits for the first byte of a request. */
    boolean isIdle() {
        return reading.get() != NONE && idle;
    }
}
