package dev.portside.bootstrap.services;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.redis.memory.InMemoryRateLimits;

/** What the rate limits are bound to: one kind of store. */
interface RateLimitStores extends Stores {
    RateLimitPlans plans();

    /**
     * One limiter's buckets under the plans.
     *
     * @param beforePlans what counts for all keys while a store that is away has never told the plans
     * @param local the part of them that is in memory
     */
    RateLimits limits(String name, OnFailure beforePlans, InMemoryRateLimits local, LimitMeter meter);

    /** Makes ready for the first call. */
    default void warmUp() {}
}
