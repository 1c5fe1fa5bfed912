package dev.portside.bootstrap.services;

import dev.portside.bootstrap.settings.RateLimitSettings;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.redis.Redis;
import dev.portside.redis.limits.RedisRateLimitPlans;
import dev.portside.redis.limits.RedisRateLimits;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rate limits bound to Redis; what is in memory decides while Redis is away. */
final class RedisRateLimitStores implements RateLimitStores {
    private static final String PREFIX = "rl:";

    private final Redis redis;
    private final RedisRateLimitPlans plans;
    private final Duration timeout;
    private final List<RedisRateLimits> all = new ArrayList<>();

    RedisRateLimitStores(Redis redis, RateLimitSettings settings) {
        this.redis = redis;
        this.plans = new RedisRateLimitPlans(redis, PREFIX, settings.plan());
        this.timeout = settings.timeout();
    }

    @Override
    public RateLimitPlans plans() {
        return plans;
    }

    @Override
    public RateLimits limits(String name, InMemoryRateLimits local, LimitMeter meter) {
        RedisRateLimits limits = new RedisRateLimits(redis, plans, PREFIX + name + ":", timeout, local, meter);
        all.add(limits);
        return limits;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Map<String, Boolean> backends() {
        return Map.of("redis", redis.answers());
    }

    @Override
    public void warmUp() {
        all.forEach(RedisRateLimits::warmUp);
    }
}
