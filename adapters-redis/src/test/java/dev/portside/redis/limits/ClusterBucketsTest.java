package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.redis.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What instances share in a cluster, and what a bulk gives back there. Plans refill slowly. */
class ClusterBucketsTest {
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final LimitKey KEY = new LimitKey("a");
    private static final Terms SLOW = terms(new TokenBucket(10, new Refill(1, DAY_MICROS)));

    private final ClusterParts parts = new ClusterParts(TestCluster.shared(), TestCluster.freshPrefix());
    private final RedisRateLimitPlans plans = new RedisRateLimitPlans(parts, SLOW);
    private final RedisRateLimits limits = LimitInstance.limits(parts, plans, LimitInstance.TIMEOUT, LimitMeter.NONE);
    private final LimitCalls calls =
            new LimitCalls(parts.place(ClusterParts.part(KEY), "bucket"), plans, LimitInstance.TIMEOUT);

    private static Terms terms(Algorithm algorithm) {
        return new Terms(algorithm, OnFailure.CLOSED);
    }

    static Stream<Algorithm> algorithms() {
        return Stream.of(
                new TokenBucket(10, new Refill(1, DAY_MICROS)),
                new SlidingWindow(10, DAY_MICROS),
                new Gcra(10, DAY_MICROS));
    }

    /** Takes so many tokens for a bulk, which may come back. */
    private GivingBack taken(long cost) {
        return taken(cost, 0);
    }

    private GivingBack taken(long cost, long earlierMicros) {
        List<LimitRequest> requests = List.of(new LimitRequest(KEY, cost - 1), new LimitRequest(KEY, 1));
        LimitCall.Reply reply = calls.await(new LimitCall(LimitCall.What.ALL_OR_NOTHING, requests));
        Bulk.Decisions decisions = reply.consumed(requests, Bulk.Mode.ALL_OR_NOTHING);
        assertThat(decisions.admitted()).isTrue();
        reply.numbers()[0] -= earlierMicros;
        return new GivingBack(reply, requests, decisions);
    }

    private void consume(long cost) {
        assertThat(limits.consume(new LimitRequest(KEY, cost))).isInstanceOf(Decision.Allowed.class);
    }

    private long tokens() {
        return limits.check(new LimitRequest(KEY, 1)).standing().tokens();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void whatABulkDidNotUseComesBackAndWhatOthersTookDoesNot(Algorithm algorithm) {
        plans.put(new Prefix("a"), terms(algorithm), Optional.empty());
        consume(1);
        GivingBack back = taken(4);
        consume(3);
        assertThat(tokens()).isEqualTo(2);
        assertThat(calls.giveBack(back).join()).isEqualTo(1);
        assertThat(tokens()).isEqualTo(6);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void whatAResetGaveBackIsNotGivenBackOnceMore(Algorithm algorithm) {
        plans.put(new Prefix("a"), terms(algorithm), Optional.empty());
        GivingBack back = taken(4);
        limits.reset(KEY);
        consume(4);
        assertThat(calls.giveBack(back).join()).isZero();
        assertThat(tokens()).isEqualTo(6);
    }

    @Test
    void nothingComesBackUnderAnotherPlan() {
        GivingBack back = taken(4);
        plans.put(new Prefix("a"), terms(new TokenBucket(8, new Refill(1, DAY_MICROS))), Optional.empty());
        consume(8);
        assertThat(calls.giveBack(back).join()).isZero();
        assertThat(tokens()).isZero();
    }

    @Test
    void nothingComesBackLate() {
        consume(1);
        assertThat(calls.giveBack(taken(4, 11_000_000)).join()).isZero();
        assertThat(tokens()).isEqualTo(5);
    }

    /** Each round's bulks need a token of a scarce key that single callers want as well. */
    @Test
    void bulksThatLoseARaceLeaveEverythingAsItWas() throws Exception {
        int rounds = 40;
        for (int round = 0; round < rounds; round++) {
            LimitKey plenty = new LimitKey("b plenty" + round);
            LimitKey scarce = new LimitKey("c scarce" + round);
            plans.put(new Prefix("b"), terms(new TokenBucket(1_000, new Refill(1, DAY_MICROS))), Optional.empty());
            limits.consume(new LimitRequest(plenty, 1));
            AtomicLong plentyTaken = new AtomicLong(1);
            AtomicLong scarceTaken = new AtomicLong();
            List<LimitRequest> both = List.of(new LimitRequest(plenty, 3), new LimitRequest(scarce, 1));
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 32)
                        .forEach(i -> callers.submit(() -> {
                            if (i % 2 == 0) {
                                boolean given = limits.consume(both, Bulk.Mode.ALL_OR_NOTHING)
                                        .admitted();
                                plentyTaken.addAndGet(given ? 3 : 0);
                                scarceTaken.addAndGet(given ? 1 : 0);
                            } else {
                                Decision decision = limits.consume(new LimitRequest(scarce, 1));
                                scarceTaken.addAndGet(decision instanceof Decision.Allowed ? 1 : 0);
                            }
                        }));
            }
            assertThat(limits.check(new LimitRequest(plenty, 1)).standing().tokens())
                    .isEqualTo(1_000 - plentyTaken.get());
            assertThat(scarceTaken).hasValue(10);
        }
    }

    @Test
    void nobodySeesABulkThatIsRefused() throws Exception {
        LimitRequest wanted = new LimitRequest(KEY, 4);
        LimitRequest missing = new LimitRequest(new LimitKey("b"), 1);
        limits.consume(new LimitRequest(missing.key(), 10));
        AtomicLong bulks = new AtomicLong();
        Thread caller = Thread.ofVirtual().start(() -> {
            while (bulks.incrementAndGet() < 500) {
                assertThat(limits.consume(List.of(wanted, missing), Bulk.Mode.ALL_OR_NOTHING)
                                .each())
                        .allMatch(Decision.Denied.class::isInstance);
            }
        });
        while (caller.isAlive()) {
            assertThat(tokens()).isEqualTo(10);
        }
        assertThat(bulks).hasValue(500);
    }

    @Test
    void aPlanGovernsEveryPartWhenItIsStored() {
        RedisRateLimitPlans otherPlans = new RedisRateLimitPlans(parts, SLOW);
        RedisRateLimits others = LimitInstance.limits(parts, otherPlans, LimitInstance.TIMEOUT, LimitMeter.NONE);
        List<LimitRequest> everywhere = IntStream.range(0, 200)
                .mapToObj(i -> new LimitRequest(new LimitKey("k" + i), 4))
                .toList();
        assertThat(everywhere.stream()
                        .map(request -> ClusterParts.part(request.key()))
                        .distinct())
                .hasSize(ClusterParts.COUNT);
        assertThat(others.consume(everywhere, Bulk.Mode.ALL_OR_NOTHING).admitted())
                .isTrue();
        plans.put(new Prefix("k"), terms(new TokenBucket(3, new Refill(1, DAY_MICROS))), Optional.empty());
        everywhere.forEach(request -> assertThat(others.consume(request)).isInstanceOf(Decision.NeverFits.class));
        assertThat(others.consume(everywhere, Bulk.Mode.INDEPENDENT).admitted()).isFalse();
    }

    /** As when the process that changed it ended before it could tell all parts. */
    @Test
    void aPlanThatNobodyTellsOfIsFoundSoon() {
        consume(1);
        RedisRateLimitPlans silent = new RedisRateLimitPlans(parts.home(), Optional.empty(), parts.homePrefix(), SLOW);
        silent.put(new Prefix("a"), terms(new TokenBucket(3, new Refill(1, DAY_MICROS))), Optional.empty());
        await().atMost(Duration.ofSeconds(5))
                .until(() -> limits.check(new LimitRequest(KEY, 4)) instanceof Decision.NeverFits);
    }

    /** As when its node was replaced by one that had not heard of the last change. */
    @Test
    void plansThatWereForgottenAreReplacedByTheOnesThatStand() {
        assertThat(plans.all()).hasSize(1);
        String generationKey = parts.homePrefix() + "generation";
        String before = TestCluster.text(parts.home(), "GET", generationKey).orElseThrow();
        plans.put(new Prefix("a"), terms(new TokenBucket(3, new Refill(1, DAY_MICROS))), Optional.empty());
        consume(1);
        TestCluster.text(parts.home(), "EVAL", "redis.call('HDEL', KEYS[1], 'a')", "1", parts.homePrefix() + "plans");
        TestCluster.text(parts.home(), "SET", generationKey, before);
        RedisRateLimitPlans newer = new RedisRateLimitPlans(parts, SLOW);
        assertThat(newer.all()).hasSize(1);
        assertThat(LimitInstance.limits(parts, newer, LimitInstance.TIMEOUT, LimitMeter.NONE)
                        .consume(new LimitRequest(KEY, 10)))
                .isInstanceOf(Decision.Allowed.class);
        assertThat(tokens()).isZero();
    }
}
