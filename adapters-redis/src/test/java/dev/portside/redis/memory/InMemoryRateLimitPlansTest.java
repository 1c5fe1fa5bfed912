package dev.portside.redis.memory;

import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimitPlansContract;
import dev.portside.domain.ratelimits.Terms;

class InMemoryRateLimitPlansTest extends RateLimitPlansContract {
    @Override
    protected RateLimitPlans plans(Terms fallback) {
        return new InMemoryRateLimitPlans(fallback);
    }
}
