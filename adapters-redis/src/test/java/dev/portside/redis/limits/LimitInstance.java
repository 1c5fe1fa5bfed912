package dev.portside.redis.limits;

import static org.awaitility.Awaitility.await;

import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.redis.Redis;
import dev.portside.redis.TestRedis;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** One instance of the rate limits, as a process: says {@code ready}, waits for a line, consumes, says how often it got. */
final class LimitInstance {
    static final LimitKey KEY = new LimitKey("hot");
    static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int CALLERS = 64;

    private LimitInstance() {}

    /** @param arguments Redis' port, the prefix, the terms, how often to consume */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (Redis redis = Redis.open(TestRedis.address(Integer.parseInt(arguments[0])), 1)) {
            RedisRateLimits limits =
                    limits(redis, arguments[1], TermsText.read(arguments[2]), TIMEOUT, LimitMeter.NONE);
            await().atMost(TestRedis.THERE_MAX).until(redis::answers);
            limits.warmUp();
            System.out.println("ready");
            if (System.in.read() < 0) {
                return;
            }
            System.out.println(consume(limits, Long.parseLong(arguments[3])));
        }
    }

    static RedisRateLimits limits(Redis redis, String prefix, Terms terms, Duration timeout, LimitMeter meter) {
        return limits(new RedisRateLimitPlans(redis, prefix, terms), redis, prefix, timeout, meter);
    }

    static RedisRateLimits limits(
            RedisRateLimitPlans plans, Redis redis, String prefix, Duration timeout, LimitMeter meter) {
        InMemoryRateLimits local = new InMemoryRateLimits(plans, InstantSource.system(), new MemoryBudget(1 << 20));
        return new RedisRateLimits(redis, plans, prefix + "bucket:", timeout, OnFailure.CLOSED, local, meter);
    }

    static RedisRateLimits limits(ClusterParts parts, RedisRateLimitPlans plans, Duration timeout, LimitMeter meter) {
        InMemoryRateLimits local = new InMemoryRateLimits(plans, InstantSource.system(), new MemoryBudget(1 << 20));
        return new RedisRateLimits(parts, plans, "bucket", timeout, OnFailure.CLOSED, local, meter);
    }

    /** Asks so often for a token, by many callers at once; how many were given. */
    private static long consume(RateLimits limits, long count) throws InterruptedException {
        AtomicLong left = new AtomicLong(count);
        Callable<Long> caller = () -> {
            long given = 0;
            while (left.decrementAndGet() >= 0) {
                given += limits.consume(new LimitRequest(KEY, 1)) instanceof Decision.Allowed ? 1 : 0;
            }
            return given;
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> each = callers.invokeAll(Collections.nCopies(CALLERS, caller));
            return each.stream().mapToLong(Future::resultNow).sum();
        }
    }
}
