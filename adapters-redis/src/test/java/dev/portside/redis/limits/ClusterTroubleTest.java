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
import dev.portside.domain.shared.Unavailable;
import dev.portside.redis.RedisCluster;
import dev.portside.redis.TestCluster;
import dev.portside.redis.TestRedis;
import dev.portside.stack.LocalRedis;
import dev.portside.stack.LocalRedisCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A cluster whose nodes go and come, and whose slots move. Plans refill slowly, but for one. */
class ClusterTroubleTest {
    private static final Duration TIMEOUT = Duration.ofMillis(250);
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final int NODES = 3;

    private static LocalRedisCluster servers;

    private final RedisCluster cluster = TestCluster.open(servers);
    private final ClusterParts parts = new ClusterParts(cluster, TestCluster.freshPrefix());
    private final RedisRateLimitPlans plans = new RedisRateLimitPlans(parts, terms(OnFailure.OPEN));
    private final RedisRateLimits limits = LimitInstance.limits(parts, plans, TIMEOUT, LimitMeter.NONE);

    @BeforeAll
    static void start() {
        servers = LocalRedisCluster.start("cluster in trouble", NODES);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @BeforeEach
    void learnPlans() {
        await().ignoreExceptions()
                .until(() -> plans.put(new Prefix("closed"), terms(OnFailure.CLOSED), Optional.empty()) != null);
        IntStream.range(0, NODES).forEach(node -> awaitStore(keyOn(node)));
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private static Terms terms(OnFailure onFailure) {
        return new Terms(new TokenBucket(10, new Refill(1, HOUR_MICROS)), onFailure);
    }

    /** A key whose bucket that node has; the first has the plans as well. */
    private static LimitKey keyOn(int node) {
        return key("closed", node);
    }

    private static LimitKey key(String prefix, int node) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new LimitKey(prefix + i))
                .filter(key -> ClusterParts.part(key) * NODES / ClusterParts.COUNT == node
                        && (ClusterParts.part(key) + 1) * NODES / ClusterParts.COUNT == node)
                .findFirst()
                .orElseThrow();
    }

    private void awaitStore(LimitKey key) {
        await().atMost(TestRedis.THERE_MAX).ignoreExceptions().until(() -> tokens(key) >= 0);
    }

    private long tokens(LimitKey key) {
        return limits.check(new LimitRequest(key, 1)).standing().tokens();
    }

    private Decision consume(LimitKey key) {
        return limits.consume(new LimitRequest(key, 1));
    }

    @Test
    void aKilledNodeTakesItsKeysWithItAndTheOthersGoOn() {
        LimitKey here = keyOn(1);
        LimitKey lost = keyOn(2);
        consume(lost);
        servers.nodes().get(2).kill();
        assertThatThrownBy(() -> consume(lost)).isInstanceOf(Unavailable.class);
        assertThat(consume(key("open", 2))).isInstanceOf(Decision.Allowed.class);
        assertThat(cluster.answers()).isFalse();
        LimitRequest one = new LimitRequest(here, 1);
        assertThat(limits.consume(one).standing().tokens()).isEqualTo(9);
        assertThatThrownBy(() -> limits.consume(List.of(one, new LimitRequest(lost, 1)), Bulk.Mode.ALL_OR_NOTHING))
                .isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> limits.consume(List.of(one, new LimitRequest(lost, 1)), Bulk.Mode.INDEPENDENT))
                .isInstanceOf(Unavailable.class);
        assertThat(tokens(here)).isEqualTo(9);
        assertThatThrownBy(() -> plans.put(new Prefix("late"), terms(OnFailure.CLOSED), Optional.empty()))
                .isInstanceOf(Unavailable.class);
        assertThat(plans.find(new Prefix("late"))).isPresent();
        servers.nodes().get(2).start();
        awaitStore(lost);
        assertThat(tokens(lost)).isEqualTo(9);
    }

    @Test
    void aPausedNodeIsNotWaitedForLongerThanTheTimeout() {
        LimitKey lost = keyOn(2);
        LocalRedis node = servers.nodes().get(2);
        node.pause();
        try {
            long start = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> consume(lost)).isInstanceOf(Unavailable.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(8));
            assertThat(consume(keyOn(1))).isInstanceOf(Decision.Allowed.class);
        } finally {
            node.resume();
        }
        awaitStore(lost);
    }

    @Test
    void aSlotThatMovesTakesItsBucketsAlong() {
        LimitKey key = keyOn(0);
        LimitKey stays = keyOn(1);
        consume(key);
        int slot =
                RedisCluster.slot(parts.place(ClusterParts.part(key), "bucket").generationKey());
        try (TestCluster.Move move =
                new TestCluster.Move(servers.nodes().get(0), servers.nodes().get(1), slot)) {
            move.begin();
            assertThatThrownBy(() -> consume(keyInPart(key))).isInstanceOf(Unavailable.class);
            assertThat(consume(stays)).isInstanceOf(Decision.Allowed.class);
            move.end();
            awaitStore(key);
            assertThat(tokens(key)).isEqualTo(9);
            move.back();
            awaitStore(key);
            assertThat(consume(key).standing().tokens()).isEqualTo(8);
        }
    }

    /** Another one that nobody has taken of yet. */
    private static LimitKey keyInPart(LimitKey key) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new LimitKey("closed too" + i))
                .filter(other -> ClusterParts.part(other) == ClusterParts.part(key))
                .findFirst()
                .orElseThrow();
    }

    /** Bulks and single calls of two instances on keys of all nodes, while one is killed and comes again. */
    @Test
    void nobodyGetsMoreThanTheBoundWhileNodesAreKilled() throws Exception {
        int kills = 3;
        long capacity = 200;
        plans.put(
                new Prefix("load"),
                new Terms(new TokenBucket(capacity, new Refill(1, 10_000)), OnFailure.CLOSED),
                Optional.empty());
        List<LimitKey> keys =
                IntStream.range(0, NODES).mapToObj(node -> key("load", node)).toList();
        List<AtomicLong> taken = keys.stream().map(_ -> new AtomicLong()).toList();
        List<LimitRequest> all =
                keys.stream().map(key -> new LimitRequest(key, 1)).toList();
        long begin = System.nanoTime();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            RedisRateLimits instance = i % 2 == 0
                    ? limits
                    : LimitInstance.limits(
                            parts, new RedisRateLimitPlans(parts, terms(OnFailure.OPEN)), TIMEOUT, LimitMeter.NONE);
            int own = i % NODES;
            callers.add(Thread.ofPlatform().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    long bulk = given(() ->
                            instance.consume(all, Bulk.Mode.ALL_OR_NOTHING).admitted());
                    taken.forEach(count -> count.addAndGet(bulk));
                    taken.get(own).addAndGet(given(() -> instance.consume(all.get(own)) instanceof Decision.Allowed));
                }
            }));
        }
        for (int i = 0; i < kills; i++) {
            awaitMore(taken.get(1));
            servers.nodes().get(2).kill();
            awaitMore(taken.get(1));
            servers.nodes().get(2).start();
            awaitMore(taken.get(2));
        }
        for (Thread caller : callers) {
            caller.interrupt();
            caller.join();
        }
        long refilled = (System.nanoTime() - begin) / 1_000 / 10_000 + 1;
        assertThat(taken.get(0).get()).isBetween(capacity, capacity + refilled);
        assertThat(taken.get(1).get()).isBetween(capacity, capacity + refilled);
        assertThat(taken.get(2).get()).isPositive().isLessThanOrEqualTo(capacity * (1 + kills) + refilled);
    }

    private static long given(BooleanSupplier call) {
        try {
            return call.getAsBoolean() ? 1 : 0;
        } catch (Unavailable _) {
            return 0;
        }
    }

    private static void awaitMore(AtomicLong count) {
        long enough = count.get() + 20;
        await().atMost(TestRedis.THERE_MAX).until(() -> count.get() >= enough);
    }
}
