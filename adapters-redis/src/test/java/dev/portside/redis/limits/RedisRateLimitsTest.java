package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.RateLimitsContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.redis.TestRedis;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;

class RedisRateLimitsTest extends RateLimitsContract {
    private RedisRateLimitPlans plans;
    private RedisRateLimits limits;

    @BeforeEach
    void open() {
        String prefix = TestRedis.freshPrefix();
        plans = new RedisRateLimitPlans(TestRedis.shared(), prefix, slow(10));
        limits = new RedisRateLimits(
                TestRedis.shared(),
                plans,
                prefix + "bucket:",
                Duration.ofSeconds(5),
                OnFailure.CLOSED,
                new InMemoryRateLimits(plans, InstantSource.system(), new MemoryBudget(1 << 20)),
                LimitMeter.NONE);
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
