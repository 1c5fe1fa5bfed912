package dev.portside.domain.ratelimits;

import java.util.List;

/**
 * The buckets of all keys, each under the plan that governs it. Every call is one atomic step, on the store's own clock,
 * that decides as {@link Plan} and {@link Bulk} do; calls on any keys are linearizable.
 *
 * <p>Checks and refusals write nothing. A bucket is kept until it is full. Each call throws
 * {@link dev.portside.domain.shared.Unavailable} when the store has no room for a new key, and when it is away and a plan
 * is {@link OnFailure#CLOSED}, a reset whatever the plan; when it is away it is unknown whether the call was done.
 */
public interface RateLimits {
    /** Whether {@link #consume} would give the tokens now, and how the key stands. */
    Decision check(LimitRequest request);

    /** Takes the tokens or none. */
    Decision consume(LimitRequest request);

    /** Fills the key's bucket. Idempotent. */
    Standing reset(LimitKey key);

    /**
     * Takes the tokens of many requests at one moment; a key that repeats sees what the requests before it took. A store of
     * several servers may take several steps, of which others see each; what a refused bulk took, it gives back.
     *
     * @param requests 1 to {@value Bulk#REQUESTS_MAX}
     */
    Bulk.Decisions consume(List<LimitRequest> requests, Bulk.Mode mode);
}
