package dev.portside.domain.ratelimits;

import java.util.Optional;

/**
 * What one key has left, as it was when tokens were last taken. Immutable; every answer is for a given moment, and asking
 * changes nothing. Costs are 1 to the capacity.
 */
public sealed interface Bucket permits TokenBucket.Level, SlidingWindow.Counts, Gcra.Arrival {
    /** The bucket without that many tokens; empty when it lacks them. */
    Optional<Bucket> take(long nowMicros, long cost);

    /** What {@link #giveBack} has to know of this bucket when tokens are taken of it at that time. */
    long sinceMicros(long takenMicros);

    /**
     * The bucket with tokens back that were taken of it and never used. It is as if they had not been taken, or holds a
     * little less, whatever else was taken meanwhile; it never holds more, while its clock was not set back in between.
     *
     * @param sinceMicros what the bucket from which they were taken said
     */
    Bucket giveBack(long cost, long sinceMicros, long nowMicros);

    /** The whole tokens that can be taken at once. */
    long tokens(long nowMicros);

    /** The least time after which {@link #take} succeeds when nothing else is taken; zero when it does now. */
    long retryMicros(long nowMicros, long cost);

    /** From this moment on the bucket is as good as a full one and need not be kept. */
    long fullAtMicros();

    /** The time within which no more than {@link #tokens} can be had, however they are asked for. */
    default long nextTokenMicros(long nowMicros) {
        long tokens = tokens(nowMicros);
        Bucket drained = tokens == 0 ? this : take(nowMicros, tokens).orElseThrow();
        return drained.retryMicros(nowMicros, 1);
    }
}
