package dev.portside.http.wire;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The deadlines of one connection: set by its own thread before it waits for the peer, seen by the {@link Reaper}.
 *
 * <p>Hazard: the peer's bytes may arrive just as the time is over. Both sides therefore change the reading deadline by one
 * atomic step, and the side that comes second learns that it lost. Deadlines between two requests are odd, others even, so
 * that a request that begins at that moment is not taken for silence.
 */
final class Watch {
    private static final long NONE = Long.MAX_VALUE - 1;
    private static final long EXPIRED = Long.MIN_VALUE;
    private static final long START = System.nanoTime();

    /** What a peer that was too slow gets to read its answer. */
    private static final long FAREWELL_NANOS_MAX = 500_000_000;

    private final AtomicLong reading = new AtomicLong(NONE);
    private volatile long writing = NONE;
    private volatile long closing = NONE;

    /** Nanoseconds of a clock of its own, never negative. */
    static long now() {
        return System.nanoTime() - START;
    }

    /** The deadline in {@code nanos} from now. */
    static long in(long nanos, boolean betweenRequests) {
        long deadline = now() + nanos;
        return betweenRequests ? deadline | 1 : deadline & ~1L;
    }

    /** False when the time was over before: that is for good, and the connection is being closed. */
    boolean startReading(long deadline) {
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

    boolean isExpired() {
        return reading.get() == EXPIRED;
    }

    /** Ends the wait for a request's first byte when it is over; true once. */
    boolean expireBetweenRequests(long now) {
        long deadline = reading.get();
        return (deadline & 1) == 1 && deadline < now && reading.compareAndSet(deadline, EXPIRED);
    }

    /** Ends the wait for the rest of a request when it is over; true once. */
    boolean expireWithinRequest(long now) {
        long deadline = reading.get();
        boolean within = (deadline & 1) == 0 && deadline != EXPIRED;
        if (within && deadline < now && reading.compareAndSet(deadline, EXPIRED)) {
            closing = now + FAREWELL_NANOS_MAX;
            return true;
        }
        return false;
    }

    /** Whether the peer has had all its time, also for reading the answer that it was too slow. */
    boolean isOverdue(long now) {
        return closing < now || writing < now;
    }
}
