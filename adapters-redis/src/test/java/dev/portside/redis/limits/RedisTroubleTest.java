package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.redis.Redis;
import dev.portside.redis.TestRedis;
import dev.portside.redis.memory.InMemoryRateLimits;
import dev.portside.stack.LocalRedis;
import dev.portside.stack.proxy.FaultyProxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis server of its own, behind a proxy, and what callers get while either is broken. Plans refill slowly. */
class RedisTroubleTest {
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final LimitRequest OPEN = new LimitRequest(new LimitKey("open"), 1);
    private static final LimitRequest CLOSED = new LimitRequest(new LimitKey("closed"), 1);

    private static LocalRedis server;

    private final FaultyProxy proxy = FaultyProxy.to(server.port());
    private final Redis redis = Redis.open(TestRedis.address(proxy.port()), 1);
    private final RedisRateLimitPlans plans = plans(redis);
    private final RedisRateLimits limits = limits(redis, plans, OnFailure.CLOSED);

    @BeforeAll
    static void startServer() {
        server = LocalRedis.start("limits in trouble");
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void learnPlans() {
        plans.put(new Prefix("closed"), terms(OnFailure.CLOSED), Optional.empty());
        awaitStore();
    }

    @AfterEach
    void close() {
        redis.close();
        proxy.close();
    }

    private static RedisRateLimitPlans plans(Redis redis) {
        return new RedisRateLimitPlans(redis, server.freshPrefix(), terms(OnFailure.OPEN));
    }

    private static RedisRateLimits limits(Redis redis, RedisRateLimitPlans plans, OnFailure beforePlans) {
        return new RedisRateLimits(
                redis,
                plans,
                server.freshPrefix(),
                TIMEOUT,
                beforePlans,
                new InMemoryRateLimits(plans, InstantSource.system(), new MemoryBudget(1 << 20)),
                LimitMeter.NONE);
    }

    private static Terms terms(OnFailure onFailure) {
        return new Terms(new TokenBucket(10, new Refill(1, HOUR_MICROS)), onFailure);
    }

    private void awaitStore() {
        await().ignoreExceptions().until(() -> limits.check(CLOSED).standing().tokens() >= 0);
    }

    /** Two are under way: the failure of the first tells nothing of the one behind it. */
    @Test
    void tokensWhoseAnswersWereLostAreSpentOnce() {
        int calls = 2;
        proxy.delay(Duration.ofMillis(20));
        proxy.loseNextAnswer();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, calls).forEach(_ -> callers.submit(() -> limits.consume(CLOSED)));
        }
        proxy.heal();
        awaitStore();
        await().during(TIMEOUT.multipliedBy(2))
                .until(() -> limits.check(CLOSED).standing().tokens() >= 10 - calls);
    }

    @Test
    void whatWasNotAnsweredInTimeIsNotAskedAgain() {
        proxy.stall();
        assertThatThrownBy(() -> limits.consume(CLOSED)).isInstanceOf(Unavailable.class);
        proxy.cut();
        proxy.heal();
        awaitStore();
        assertThat(limits.check(CLOSED).standing().tokens()).isBetween(9L, 10L);
    }

    @Test
    void whileRedisStandsStillEachPlanDecides() {
        server.pause();
        try {
            assertThat(limits.consume(OPEN).standing().tokens()).isEqualTo(9);
            assertThat(limits.consume(new LimitRequest(OPEN.key(), 9))).isInstanceOf(Decision.Allowed.class);
            assertThat(limits.consume(OPEN)).isInstanceOf(Decision.Denied.class);
            assertThat(limits.check(OPEN)).isInstanceOf(Decision.Denied.class);
            assertThat(limits.consume(List.of(new LimitRequest(new LimitKey("other"), 2)), Bulk.Mode.ALL_OR_NOTHING)
                            .admitted())
                    .isTrue();
            assertThatThrownBy(() -> limits.consume(CLOSED)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> limits.consume(List.of(OPEN, CLOSED), Bulk.Mode.INDEPENDENT))
                    .isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> limits.reset(OPEN.key())).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> plans.all()).isInstanceOf(Unavailable.class);
        } finally {
            server.resume();
        }
        awaitStore();
        assertThat(limits.reset(OPEN.key()).tokens()).isEqualTo(10);
        assertThat(limits.consume(OPEN).standing().tokens()).isEqualTo(9);
    }

    @Test
    void onlyTheFirstCallsWaitForASilentRedis() {
        proxy.stall();
        assertThatThrownBy(() -> limits.consume(CLOSED)).isInstanceOf(Unavailable.class);
        long start = System.nanoTime();
        int calls = 100;
        for (int i = 0; i < calls; i++) {
            assertThatThrownBy(() -> limits.consume(CLOSED)).isInstanceOf(Unavailable.class);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(2));
        proxy.heal();
        awaitStore();
    }

    @Test
    void aConnectionThatDiedUnnoticedIsMadeAnew() {
        proxy.halfOpen();
        assertThatThrownBy(() -> limits.consume(CLOSED)).isInstanceOf(Unavailable.class);
        awaitStore();
    }

    @Test
    void aKilledServerIsFoundAgainWithoutARestart() {
        assertThat(limits.consume(CLOSED)).isInstanceOf(Decision.Allowed.class);
        server.kill();
        assertThatThrownBy(() -> limits.consume(CLOSED)).isInstanceOf(Unavailable.class);
        assertThat(limits.consume(OPEN)).isInstanceOf(Decision.Allowed.class);
        server.start();
        awaitStore();
        assertThat(limits.consume(CLOSED)).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aServerThatLostItsScriptsIsToldThemAgain() {
        TestRedis.command(redis, "SCRIPT", "FLUSH");
        assertThat(limits.consume(CLOSED).standing().tokens()).isEqualTo(9);
    }

    @Test
    void aFlushForgetsWhatWasTakenAndThePlansButNotTheFallback() {
        limits.consume(CLOSED);
        TestRedis.command(redis, "FLUSHALL");
        Decision decision = limits.consume(new LimitRequest(CLOSED.key(), 10));
        assertThat(decision).isInstanceOf(Decision.Allowed.class);
        assertThat(decision.standing().plan().prefix()).isEqualTo(Prefix.NONE);
        assertThat(plans.all()).hasSize(1);
    }

    @Test
    void aServerWithoutRoomRefusesTheKeyWhateverThePlan() {
        TestRedis.command(redis, "CONFIG", "SET", "maxmemory", "1");
        try {
            assertThatThrownBy(() -> limits.consume(OPEN)).isInstanceOf(Unavailable.class);
        } finally {
            TestRedis.command(redis, "CONFIG", "SET", "maxmemory", "0");
        }
        assertThat(limits.consume(OPEN).standing().tokens()).isEqualTo(9);
    }

    @Test
    void aProcessMayStartBeforeItsServer() {
        server.stop();
        try (Redis early = Redis.open(TestRedis.address(server), 1)) {
            RedisRateLimits waiting = limits(early, plans(early), OnFailure.OPEN);
            assertThat(waiting.consume(OPEN).standing().tokens()).isEqualTo(9);
            assertThatThrownBy(() -> waiting.reset(OPEN.key())).isInstanceOf(Unavailable.class);
            server.start();
            await().ignoreExceptions().until(() -> waiting.reset(OPEN.key()).tokens() == 10);
        }
    }

    /** Whatever it takes for the plan of all keys: this key may have one that is closed. */
    @Test
    void aProcessThatNeverHeardOfThePlansGivesNothing() {
        server.pause();
        try (Redis early = Redis.open(TestRedis.address(server), 1)) {
            RedisRateLimits waiting = limits(early, plans(early), OnFailure.CLOSED);
            assertThatThrownBy(() -> waiting.consume(OPEN)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> waiting.check(OPEN)).isInstanceOf(Unavailable.class);
            assertThatThrownBy(() -> waiting.consume(List.of(OPEN), Bulk.Mode.INDEPENDENT))
                    .isInstanceOf(Unavailable.class);
            server.resume();
            await().ignoreExceptions().until(() -> waiting.consume(OPEN) instanceof Decision.Allowed);
            server.pause();
            assertThat(waiting.consume(OPEN)).as("known by now").isInstanceOf(Decision.Allowed.class);
        } finally {
            server.resume();
        }
    }
}
