package dev.portside.bootstrap.services;

import dev.portside.bootstrap.settings.RateLimitSettings;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisCluster;
import dev.portside.redis.limits.ClusterParts;
import dev.portside.redis.limits.RedisRateLimitPlans;
import dev.portside.redis.limits.RedisRateLimits;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Rate limits bound to Redis, one server or a cluster; what is in memory decides while it is away. */
final class RedisRateLimitStores implements RateLimitStores {
    private static final String PREFIX = "rl:";

    /** Makes one limiter's buckets. */
    private interface Buckets {
        RedisRateLimits of(String name, OnFailure beforePlans, InMemoryRateLimits local, LimitMeter meter);
    }

    private final RedisRateLimitPlans plans;
    private final Buckets buckets;
    private final BooleanSupplier answers;
    private final List<RedisRateLimits> all = new ArrayList<>();

    private RedisRateLimitStores(RedisRateLimitPlans plans, Buckets buckets, BooleanSupplier answers) {
        this.plans = plans;
        this.buckets = buckets;
        this.answers = answers;
    }

    static RedisRateLimitStores of(Backends backends, RateLimitSettings settings) {
        return backends.redisCluster()
                .map(cluster -> of(cluster, settings))
                .orElseGet(() -> of(backends.redis(), settings));
    }

    private static RedisRateLimitStores of(Redis redis, RateLimitSettings settings) {
        RedisRateLimitPlans plans = new RedisRateLimitPlans(redis, PREFIX, settings.plan());
        Duration timeout = settings.timeout();
        return new RedisRateLimitStores(
                plans,
                (name, beforePlans, local, meter) ->
                        new RedisRateLimits(redis, plans, PREFIX + name + ":", timeout, beforePlans, local, meter),
                redis::answers);
    }

    private static RedisRateLimitStores of(RedisCluster cluster, RateLimitSettings settings) {
        ClusterParts parts = new ClusterParts(cluster, PREFIX);
        RedisRateLimitPlans plans = new RedisRateLimitPlans(parts, settings.plan());
        Duration timeout = settings.timeout();
        return new RedisRateLimitStores(
                plans,
                (name, beforePlans, local, meter) ->
                        new RedisRateLimits(parts, plans, name, timeout, beforePlans, local, meter),
                cluster::answers);
    }

    @Override
    public RateLimitPlans plans() {
        return plans;
    }

    @Override
    public RateLimits limits(String name, OnFailure beforePlans, InMemoryRateLimits local, LimitMeter meter) {
        RedisRateLimits limits = buckets.of(name, beforePlans, local, meter);
        all.add(limits);
        return limits;
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Map<String, Boolean> backends() {
        return Map.of("redis", answers.getAsBoolean());
    }

    @Override
    public void warmUp() {
        all.forEach(RedisRateLimits::warmUp);
    }
}
