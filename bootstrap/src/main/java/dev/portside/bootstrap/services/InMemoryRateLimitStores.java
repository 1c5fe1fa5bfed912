package dev.portside.bootstrap.services;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.redis.memory.InMemoryRateLimitPlans;
import dev.portside.redis.memory.InMemoryRateLimits;

/** Rate limits bound to memory. */
final class InMemoryRateLimitStores implements RateLimitStores {
    private final RateLimitPlans plans;

    InMemoryRateLimitStores(Terms fallback) {
        plans = new InMemoryRateLimitPlans(fallback);
    }

    @Override
    public RateLimitPlans plans() {
        return plans;
    }

    @Override
    public RateLimits limits(String name, OnFailure beforePlans, InMemoryRateLimits local, LimitMeter meter) {
        return local;
    }
}
