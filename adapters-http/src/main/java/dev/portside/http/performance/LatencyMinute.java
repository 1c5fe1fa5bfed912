package dev.portside.http.performance;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongSupplier;

/**
 * The durations of the last minute. Method: a ring of slices of {@value #SLICE_SECONDS} s, each a histogram whose buckets
 * grow by powers of two with {@value #SUB_BUCKETS} equal parts each, as HdrHistogram's do (G. Tene); a quantile is off by
 * {@code 1/32} at most. Cost: one addition per duration, 20 KB in all.
 *
 * <p>Hazard: a duration that is recorded just while its slice is emptied for the next round may be lost. Thread-safe.
 */
final class LatencyMinute {
    static final int SLICE_SECONDS = 5;

    private static final int SLICES = 60 / SLICE_SECONDS + 1;
    private static final int SUB_BUCKETS = 16;
    private static final int SUB_BITS = 4;
    private static final int BUCKETS = 24 * SUB_BUCKETS;
    private static final long NEVER = -SLICES - 1L;

    private static final class Slice {
        final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
        volatile long round = NEVER;

        synchronized void begin(long newRound) {
            if (round < newRound) {
                for (int i = 0; i < BUCKETS; i++) {
                    counts.setPlain(i, 0);
                }
                round = newRound;
            }
        }
    }

    private final LongSupplier seconds;
    private final Slice[] slices = new Slice[SLICES];

    /** @param seconds a clock that never goes back, from 0 */
    LatencyMinute(LongSupplier seconds) {
        this.seconds = seconds;
        for (int i = 0; i < SLICES; i++) {
            slices[i] = new Slice();
        }
    }

    void record(long nanos) {
        long round = round();
        Slice slice = slices[(int) (round % SLICES)];
        if (slice.round != round) {
            slice.begin(round);
        }
        slice.counts.getAndIncrement(bucket(nanos / 1000));
    }

    /** The durations of the last 60 to {@value #SLICE_SECONDS} s more. */
    Durations read() {
        long oldest = round() - SLICES + 1;
        long[] counts = new long[BUCKETS];
        long total = 0;
        for (Slice slice : slices) {
            for (int i = 0; slice.round >= oldest && i < BUCKETS; i++) {
                counts[i] += slice.counts.get(i);
                total += slice.counts.get(i);
            }
        }
        return new Durations(counts, total);
    }

    private long round() {
        return seconds.getAsLong() / SLICE_SECONDS;
    }

    private static int bucket(long micros) {
        if (micros < SUB_BUCKETS) {
            return (int) Math.max(0, micros);
        }
        int exponent = 63 - Long.numberOfLeadingZeros(micros);
        int sub = (int) (micros >> (exponent - SUB_BITS)) & (SUB_BUCKETS - 1);
        return Math.min(BUCKETS - 1, (exponent - SUB_BITS + 1) * SUB_BUCKETS + sub);
    }

    /** The middle of a bucket in milliseconds. */
    private static double millis(int bucket) {
        if (bucket < SUB_BUCKETS) {
            return (bucket + 0.5) / 1000;
        }
        int shift = bucket / SUB_BUCKETS - 1;
        long low = (SUB_BUCKETS + bucket % SUB_BUCKETS) * (1L << shift);
        return (low + (1L << shift) / 2.0) / 1000;
    }

    /** What was read, for asking quantiles. */
    record Durations(long[] counts, long total) {
        /** The duration in milliseconds that the share {@code quantile} of all does not pass; 0 when there is none. */
        double quantile(double quantile) {
            long rank = (long) Math.ceil(quantile * total);
            long seen = 0;
            for (int i = 0; i < counts.length; i++) {
                seen += counts[i];
                if (seen >= rank && seen > 0) {
                    return millis(i);
                }
            }
            return 0;
        }
    }
}
