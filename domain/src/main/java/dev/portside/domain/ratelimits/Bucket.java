package dev.portside.domain.ratelimits;

import java.util.Optional;

/**
 * What one key has left, as it was when tokens were last taken. Immutable; every answer is for a given moment, and asking
 * changes nothing. Costs are 1 to the capacity.
 */
public sealed interface Bucket permits TokenBucket.Level, SlidingWindow.Counts, Gcra.Arrival {
    /** The bucket without that many tokens; empty when it lacks them. */
    Optional<Bucket> take(long nowMicros, long cost);

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
