package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.redis.TestRedis;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is in Redis, what is asked of it, and how two instances share it. Plans refill slowly but for one. */
class RedisBucketsTest {
    private static final LimitKey KEY = new LimitKey("a");
    private static final Terms SLOW = terms(10, 3_600_000_000L);

    private final String prefix = TestRedis.freshPrefix();
    private final AtomicInteger local = new AtomicInteger();
    private final RedisRateLimitPlans plans = new RedisRateLimitPlans(TestRedis.shared(), prefix, SLOW);
    private final RedisRateLimits limits =
            LimitInstance.limits(plans, TestRedis.shared(), prefix, LimitInstance.TIMEOUT, new LimitMeter() {
                @Override
                public void admitted() {}

                @Override
                public void denied() {}

                @Override
                public void local() {
                    local.incrementAndGet();
                }

                @Override
                public void failedOver() {}
            });
    private final RedisRateLimitPlans otherPlans = new RedisRateLimitPlans(TestRedis.shared(), prefix, SLOW);
    private final RedisRateLimits others =
            LimitInstance.limits(otherPlans, TestRedis.shared(), prefix, LimitInstance.TIMEOUT, LimitMeter.NONE);

    private static Terms terms(long capacity, long microsPerToken) {
        return new Terms(new TokenBucket(capacity, new Refill(1, microsPerToken)), OnFailure.CLOSED);
    }

    private static LimitRequest cost(long tokens) {
        return new LimitRequest(KEY, tokens);
    }

    @Test
    void refusalsAndChecksWriteNothing() {
        limits.check(cost(1));
        limits.check(cost(11));
        limits.consume(cost(11));
        assertThat(stored()).isEmpty();
        limits.consume(cost(7));
        Optional<String> before = stored();
        limits.consume(cost(4));
        limits.check(cost(2));
        assertThat(stored()).isEqualTo(before).isPresent();
        limits.reset(KEY);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aKeyIsGoneWhenItIsFullAgain() {
        plans.put(new Prefix("a"), terms(10, 30_000), Optional.empty());
        long reset = limits.consume(cost(10)).standing().resetMicros();
        assertThat(reset).isEqualTo(300_000);
        await().pollInterval(Duration.ofMillis(5)).until(() -> stored().isEmpty());
        assertThat(limits.check(cost(10))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void whatIsKnownToBeDeniedIsNotAsked() {
        limits.consume(cost(8));
        assertThat(limits.consume(cost(3))).isInstanceOf(Decision.Denied.class);
        assertThat(local).hasValue(0);
        assertThat(limits.consume(cost(4))).isInstanceOfSatisfying(Decision.Denied.class, denied -> {
            assertThat(denied.standing().tokens()).isEqualTo(2);
            assertThat(denied.retryMicros()).isPositive();
        });
        assertThat(local).hasValue(1);
        assertThat(limits.consume(cost(2))).isInstanceOf(Decision.Allowed.class);
        assertThat(local).hasValue(1);
    }

    @Test
    void aResetHereEndsADenialAtOnceAndOneElsewhereSoon() {
        limits.consume(cost(10));
        assertThat(limits.consume(cost(1))).isInstanceOf(Decision.Denied.class);
        limits.reset(KEY);
        assertThat(limits.consume(cost(10))).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.consume(cost(1))).isInstanceOf(Decision.Denied.class);
        others.reset(KEY);
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> limits.consume(cost(1)) instanceof Decision.Allowed
                        || System.nanoTime() - start > RecentDenials.AGE_MAX.toNanos());
        assertThat(limits.check(cost(9)).standing().tokens()).isGreaterThanOrEqualTo(9);
        assertThat(limits.consume(cost(1))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aPlanOfOneInstanceGovernsTheNextCallOfEveryOther() {
        limits.consume(cost(10));
        assertThat(limits.consume(cost(1))).isInstanceOf(Decision.Denied.class);
        otherPlans.put(new Prefix("a"), terms(3, 1_000_000), Optional.empty());
        assertThat(limits.check(cost(1)).standing().plan().terms()).isEqualTo(terms(3, 1_000_000));
        assertThat(limits.consume(cost(3))).isInstanceOf(Decision.Allowed.class);
        otherPlans.remove(new Prefix("a"), Optional.empty());
        assertThat(limits.consume(cost(10))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void theInstanceThatStartsLastSaysWhatGovernsAllKeysWithoutAPlan() {
        assertThat(limits.consume(cost(1)).standing().tokens()).isEqualTo(9);
        assertThat(others.check(cost(1)).standing().tokens()).isEqualTo(9);
        RedisRateLimitPlans newer = new RedisRateLimitPlans(TestRedis.shared(), prefix, terms(20, 1_000_000));
        assertThat(newer.all()).hasSize(1);
        assertThat(limits.consume(cost(1)).standing().tokens()).isEqualTo(19);
        assertThat(others.consume(cost(1)).standing().tokens()).isEqualTo(18);
    }

    @Test
    void theLargestBulkIsOneScript() {
        List<LimitRequest> requests = IntStream.range(0, Bulk.REQUESTS_MAX)
                .mapToObj(i -> new LimitRequest(new LimitKey("bulk" + i), 1 + i % 10))
                .toList();
        limits.warmUp();
        long before = TestRedis.calls("evalsha");
        assertThat(limits.consume(requests, Bulk.Mode.ALL_OR_NOTHING).admitted())
                .isTrue();
        assertThat(TestRedis.calls("evalsha") - before).isEqualTo(1);
        assertThat(limits.check(requests.getLast())).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void callsAtOnceShareRoundTrips() {
        plans.put(new Prefix("a"), terms(1_000_000, 1), Optional.empty());
        int calls = 20_000;
        long before = TestRedis.calls("evalsha");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, calls).forEach(_ -> callers.submit(() -> limits.consume(cost(1))));
        }
        assertThat(TestRedis.calls("evalsha") - before).isPositive().isLessThan(calls / 5);
    }

    /** The bucket as it is in Redis. */
    private Optional<String> stored() {
        return TestRedis.text("GET", prefix + "bucket:" + KEY.value());
    }
}
