package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimitPlansContract;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.redis.TestCluster;

class ClusterRateLimitPlansTest extends RateLimitPlansContract {
    @Override
    protected RateLimitPlans plans(Terms fallback) {
        return new RedisRateLimitPlans(new ClusterParts(TestCluster.shared(), TestCluster.freshPrefix()), fallback);
    }
}
