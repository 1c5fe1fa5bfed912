package dev.portside.http.wire;

import java.time.Duration;

/**
 * How much longer one body is waited for: waiting uses it up, bytes earn it back, up to a bound. So a body that stands still
 * ends at that bound, and one that trickles a little later, however long a whole request may take.
 */
final class Patience {
    /** Slower than 500 bytes a second is no progress. */
    private static final long NANOS_PER_BYTE = 2_000_000;

    private final long nanosMax;
    private long nanos;

    Patience(Duration max) {
        this.nanosMax = max.toNanos();
        this.nanos = nanosMax;
    }

    /** Begins with another body. */
    void renew() {
        nanos = nanosMax;
    }

    long nanos() {
        return nanos;
    }

    void waited(long waitedNanos, int bytes) {
        nanos = Math.min(nanosMax, nanos - waitedNanos + bytes * NANOS_PER_BYTE);
    }
}
