package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.Unavailable;
import dev.portside.redis.Redis;
import dev.portside.redis.TestRedis;
import dev.portside.stack.LocalRedis;
import dev.portside.stack.proxy.FaultyProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two instances under load, each with its own way to one server, while that is broken again and again.
 * {@code -Dportside.blows=} says how often.
 */
class LimitsUnderFaultsTest {
    private static final int BLOWS = Integer.getInteger("portside.blows", 5);
    private static final int INSTANCES = 2;
    private static final int CALLERS_PER_INSTANCE = 8;
    private static final long CAPACITY = 500;
    private static final Refill REFILL = new Refill(5, 1_000);
    private static final Duration TIMEOUT = Duration.ofMillis(50);

    /** So many answers show that the store is there again; so many failures, that it is felt to be away. */
    private static final long TOLD_BY = 200;

    private enum Blow {
        CUT,
        LOST_ANSWER,
        PAUSE,
        KILL,
        RESTART,
        FLUSH;

        /** A killed server may lose the last changes that it acknowledged, and a flushed one has lost them all. */
        boolean forgets() {
            return this == KILL || this == FLUSH;
        }
    }

    /** An instance and its callers. They have threads of the platform: refused at once, they would never let go of others. */
    private final class Instance implements AutoCloseable {
        private final FaultyProxy proxy = FaultyProxy.to(server.port());
        private final Redis redis = Redis.open(TestRedis.address(proxy.port()), 1);
        private final RedisRateLimits limits;
        private final List<Thread> callers = new ArrayList<>();

        Instance(String prefix, OnFailure onFailure) {
            limits = LimitInstance.limits(
                    redis, prefix, new Terms(new TokenBucket(CAPACITY, REFILL), onFailure), TIMEOUT, meter);
            await().atMost(TestRedis.THERE_MAX).until(redis::answers);
            limits.warmUp();
        }

        void start() {
            for (int i = 0; i < CALLERS_PER_INSTANCE; i++) {
                callers.add(Thread.ofPlatform().start(this::call));
            }
        }

        private void call() {
            while (!over) {
                long start = System.nanoTime();
                long failedOver = failedOvers.get();
                try {
                    boolean given = limits.consume(new LimitRequest(LimitInstance.KEY, 1)) instanceof Decision.Allowed;
                    admitted.addAndGet(given ? 1 : 0);
                    answers.incrementAndGet();
                } catch (Unavailable _) {
                    // Counted by the meter.
                }
                if (failedOvers.get() != failedOver) {
                    outageNanos.add(System.nanoTime() - start);
                }
            }
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            for (Thread caller : callers) {
                caller.join();
            }
            redis.close();
            proxy.close();
        }
    }

    private final LimitMeter meter = new LimitMeter() {
        @Override
        public void admitted() {}

        @Override
        public void denied() {}

        @Override
        public void local() {}

        @Override
        public void failedOver() {
            failedOvers.incrementAndGet();
        }
    };

    private final LocalRedis server = LocalRedis.start("limits under faults");
    private final AtomicLong admitted = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicLong failedOvers = new AtomicLong();
    private final ConcurrentLinkedQueue<Long> outageNanos = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @ParameterizedTest
    @EnumSource
    void aClosedPlanAdmitsNothingBeyondItsBoundWhateverBreaks(Blow blow) throws Exception {
        try (server;
                Instance one = new Instance("faults:", OnFailure.CLOSED);
                Instance other = new Instance("faults:", OnFailure.CLOSED)) {
            long begin = TestRedis.micros(one.redis);
            one.start();
            other.start();
            for (int i = 0; i < BLOWS; i++) {
                awaitMore(answers);
                strike(blow, i % INSTANCES == 0 ? one : other);
            }
            awaitMore(answers);
            over = true;
            one.close();
            await().until(other.redis::answers);
            long micros = TestRedis.micros(other.redis) - begin;
            long bound =
                    CAPACITY * (1 + (blow.forgets() ? BLOWS : 0)) + micros * REFILL.tokens() / REFILL.periodMicros();
            assertThat(admitted.get()).isPositive().isLessThanOrEqualTo(bound);
        }
    }

    private void strike(Blow blow, Instance instance) {
        switch (blow) {
            case CUT -> instance.proxy.cut();
            case LOST_ANSWER -> instance.proxy.loseNextAnswer();
            case PAUSE -> {
                server.pause();
                awaitMore(failedOvers);
                server.resume();
            }
            case KILL -> {
                server.kill();
                awaitMore(failedOvers);
                server.start();
            }
            case RESTART -> server.restart();
            case FLUSH -> TestRedis.command(instance.redis, "FLUSHALL");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whileTheServerIsAwayEachPlanDecidesInTime(OnFailure onFailure) throws Exception {
        try (server;
                Instance instance = new Instance("faults:", onFailure)) {
            instance.start();
            awaitMore(answers);
            server.pause();
            awaitMore(failedOvers);
            long before = admitted.get();
            long begin = System.nanoTime();
            awaitMore(failedOvers);
            long away = admitted.get() - before;
            long micros = (System.nanoTime() - begin) / 1_000;
            server.resume();
            over = true;
            if (onFailure == OnFailure.CLOSED) {
                assertThat(away).isZero();
            } else {
                assertThat(away).isLessThanOrEqualTo(CAPACITY + micros * REFILL.tokens() / REFILL.periodMicros());
            }
        }
        List<Long> sorted = outageNanos.stream().sorted().toList();
        long p99 = sorted.get(sorted.size() * 99 / 100);
        assertThat(Duration.ofNanos(p99)).isLessThanOrEqualTo(TIMEOUT.multipliedBy(2));
    }

    private static void awaitMore(AtomicLong count) {
        long enough = count.get() + TOLD_BY;
        await().pollInterval(Duration.ofMillis(5)).until(() -> count.get() >= enough);
    }
}
