package dev.portside.bootstrap.services;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.util.Map;

/** What the rate limits are bound to: one kind of store. */
interface RateLimitStores {
    RateLimitPlans plans();

    /**
     * One limiter's buckets under the plans.
     *
     * @param local the part of them that is in memory
     */
    RateLimits limits(String name, InMemoryRateLimits local, LimitMeter meter);

    /** Whether they outlive this process. */
    boolean durable();

    /** The backends by name, and whether each answers now. */
    Map<String, Boolean> backends();

    /** Makes ready for the first call. */
    void warmUp();
}
