package dev.portside.benchmark;

import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisAddress;
import dev.portside.redis.limits.RedisRateLimitPlans;
import dev.portside.redis.limits.RedisRateLimits;
import dev.portside.redis.memory.InMemoryRateLimits;
import dev.portside.stack.LocalRedis;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Portside's rate limits. No call may fail over: that would not be Redis' answer. */
final class PortsideLimiter implements Limiter {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String PREFIX = "portside:";

    private final Redis redis;
    private final RedisRateLimits limits;

    PortsideLimiter(LocalRedis server) {
        redis = Redis.open(new RedisAddress(server.host(), server.port(), 0, "", "", false), 1);
        awaitServer();
        Terms terms = new Terms(
                new TokenBucket(CAPACITY, Refill.perSecond(BigDecimal.valueOf(TOKENS_PER_SECOND))), OnFailure.CLOSED);
        RedisRateLimitPlans plans = new RedisRateLimitPlans(redis, PREFIX, terms);
        InMemoryRateLimits local = new InMemoryRateLimits(plans, InstantSource.system(), new MemoryBudget(1 << 20));
        limits = new RedisRateLimits(
                redis, plans, PREFIX + "bucket:", TIMEOUT, OnFailure.CLOSED, local, LimitMeter.NONE);
    }

    private void awaitServer() {
        long start = System.nanoTime();
        while (!redis.answers()) {
            if (System.nanoTime() - start > TIMEOUT.toNanos()) {
                throw new IllegalStateException("Redis does not answer");
            }
        }
    }

    @Override
    public boolean consume(int key) {
        return limits.consume(request(key)) instanceof Decision.Allowed;
    }

    @Override
    public boolean consume(List<Integer> keys) {
        List<LimitRequest> requests =
                keys.stream().map(PortsideLimiter::request).toList();
        return limits.consume(requests, Bulk.Mode.ALL_OR_NOTHING).admitted();
    }

    private static LimitRequest request(int key) {
        return new LimitRequest(new LimitKey("user:" + key), 1);
    }

    @Override
    public void close() {
        redis.close();
    }
}
