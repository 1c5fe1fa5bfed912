package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.RateLimitsContract;
import dev.portside.redis.TestCluster;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

class ClusterRateLimitsTest extends RateLimitsContract {
    private RedisRateLimitPlans plans;
    private RedisRateLimits limits;

    @BeforeEach
    void open() {
        ClusterParts parts = new ClusterParts(TestCluster.shared(), TestCluster.freshPrefix());
        plans = new RedisRateLimitPlans(parts, slow(10));
        limits = LimitInstance.limits(parts, plans, Duration.ofSeconds(5), LimitMeter.NONE);
    }

    @Override
    protected RateLimits limits() {
        return limits;
    }

    @Override
    protected RateLimitPlans plans() {
        return plans;
    }

    @Override
    protected void pass(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
