package dev.portside.domain.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.Bulk.Mode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every binding of {@link RateLimits} does. Plans refill slowly, so that a store's own clock changes no outcome. */
public abstract class RateLimitsContract {
    protected static final int CALLERS = 64;
    private static final long HOUR_MICROS = 3_600_000_000L;
    private static final LimitKey A = new LimitKey("a");
    private static final LimitKey B = new LimitKey("b");

    /** Empty buckets under the plans of {@link #plans}. */
    protected abstract RateLimits limits();

    /** The plans of the buckets that {@link #limits} made last; the fallback refills one of ten tokens per hour. */
    protected abstract RateLimitPlans plans();

    /** Lets the time pass, for real or on the binding's clock. */
    protected abstract void pass(Duration time) throws InterruptedException;

    protected static Terms slow(long capacity) {
        return new Terms(new TokenBucket(capacity, new Refill(1, HOUR_MICROS)), OnFailure.OPEN);
    }

    static Stream<Algorithm> algorithms() {
        return Stream.of(
                new TokenBucket(10, new Refill(1, HOUR_MICROS)),
                new SlidingWindow(10, HOUR_MICROS),
                new Gcra(10, HOUR_MICROS));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void admitsTheCapacityAndDeniesTheNext(Algorithm algorithm) {
        RateLimits limits = limits();
        put("a", new Terms(algorithm, OnFailure.OPEN));
        for (long left = 9; left >= 0; left--) {
            Decision decision = limits.consume(new LimitRequest(A, 1));
            assertThat(decision).isInstanceOf(Decision.Allowed.class);
            assertThat(decision.standing().tokens()).isEqualTo(left);
            assertThat(decision.standing().resetMicros()).isPositive();
        }
        assertThat(limits.consume(new LimitRequest(A, 1))).isInstanceOfSatisfying(Decision.Denied.class, denied -> {
            assertThat(denied.standing().tokens()).isZero();
            assertThat(denied.retryMicros()).isBetween(1L, 2 * HOUR_MICROS);
            assertThat(denied.standing().nextTokenMicros()).isEqualTo(denied.retryMicros());
        });
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aRefusalTakesNothing(Algorithm algorithm) {
        RateLimits limits = limits();
        put("a", new Terms(algorithm, OnFailure.OPEN));
        limits.consume(new LimitRequest(A, 7));
        assertThat(limits.consume(new LimitRequest(A, 4))).isInstanceOf(Decision.Denied.class);
        assertThat(limits.consume(new LimitRequest(A, 3))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aCheckTakesNothing() {
        RateLimits limits = limits();
        limits.consume(new LimitRequest(A, 4));
        for (int i = 0; i < 3; i++) {
            Decision decision = limits.check(new LimitRequest(A, 6));
            assertThat(decision).isInstanceOf(Decision.Allowed.class);
            assertThat(decision.standing().tokens()).isEqualTo(6);
        }
        assertThat(limits.check(new LimitRequest(A, 7))).isInstanceOf(Decision.Denied.class);
        assertThat(limits.check(new LimitRequest(B, 10)).standing().tokens()).isEqualTo(10);
    }

    @Test
    void moreThanTheCapacityNeverFits() {
        RateLimits limits = limits();
        assertThat(limits.consume(new LimitRequest(A, 11))).isInstanceOf(Decision.NeverFits.class);
        assertThat(limits.check(new LimitRequest(A, 11))).isInstanceOf(Decision.NeverFits.class);
        assertThat(limits.consume(new LimitRequest(A, 10))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void whoWaitsAsToldIsAdmitted() throws InterruptedException {
        RateLimits limits = limits();
        put("a", new Terms(new TokenBucket(2, new Refill(1, 50_000)), OnFailure.OPEN));
        limits.consume(new LimitRequest(A, 2));
        Decision.Denied denied = (Decision.Denied) limits.consume(new LimitRequest(A, 2));
        pass(Duration.ofNanos(denied.retryMicros() * 1_000));
        assertThat(limits.consume(new LimitRequest(A, 2))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aResetFillsTheBucketOfThatKeyAlone() {
        RateLimits limits = limits();
        limits.consume(new LimitRequest(A, 10));
        limits.consume(new LimitRequest(B, 10));
        assertThat(limits.reset(A).tokens()).isEqualTo(10);
        assertThat(limits.reset(A).resetMicros()).isZero();
        assertThat(limits.consume(new LimitRequest(A, 10))).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.consume(new LimitRequest(B, 1))).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void aNewVersionOfAPlanBeginsWithFullBuckets() {
        RateLimits limits = limits();
        limits.consume(new LimitRequest(A, 10));
        put("a", slow(5));
        assertThat(limits.consume(new LimitRequest(A, 5)).standing().tokens()).isZero();
        put("a", slow(5));
        assertThat(limits.consume(new LimitRequest(A, 1))).isInstanceOf(Decision.Denied.class);
        put("a", new Terms(new SlidingWindow(5, HOUR_MICROS), OnFailure.OPEN));
        assertThat(limits.consume(new LimitRequest(A, 5))).isInstanceOf(Decision.Allowed.class);
        plans().remove(new Prefix("a"), Optional.empty());
        assertThat(limits.consume(new LimitRequest(A, 10))).isInstanceOf(Decision.Allowed.class);
    }

    @Test
    void aBulkTakesAllOrNothing() {
        RateLimits limits = limits();
        limits.consume(new LimitRequest(B, 8));
        Bulk.Decisions refused = bulk(limits, Mode.ALL_OR_NOTHING, wish(A, 4), wish(B, 3));
        assertThat(refused.admitted()).isFalse();
        assertThat(refused.retryMicros()).isBetween(1L, HOUR_MICROS);
        assertThat(refused.each().getFirst())
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.retryMicros()).isZero());
        assertThat(tokens(limits, A)).isEqualTo(10);
        assertThat(tokens(limits, B)).isEqualTo(2);

        Bulk.Decisions admitted = bulk(limits, Mode.ALL_OR_NOTHING, wish(A, 4), wish(B, 2));
        assertThat(admitted.admitted()).isTrue();
        assertThat(admitted.each()).allMatch(Decision.Allowed.class::isInstance);
        assertThat(tokens(limits, A)).isEqualTo(6);
        assertThat(tokens(limits, B)).isZero();
    }

    @Test
    void aKeyThatRepeatsInABulkSeesItsOwnEarlierCost() {
        RateLimits limits = limits();
        Bulk.Decisions decisions = bulk(limits, Mode.INDEPENDENT, wish(A, 6), wish(A, 6), wish(B, 1), wish(A, 4));
        assertThat(decisions.each())
                .extracting(decision -> decision.getClass().getSimpleName())
                .containsExactly("Allowed", "Denied", "Allowed", "Allowed");
        assertThat(decisions.each())
                .extracting(decision -> decision.standing().tokens())
                .containsExactly(4L, 4L, 9L, 0L);
        assertThat(decisions.admitted()).isTrue();
        limits.reset(A);
        assertThat(bulk(limits, Mode.ALL_OR_NOTHING, wish(A, 5), wish(A, 5)).admitted())
                .isTrue();
        limits.reset(A);
        assertThat(bulk(limits, Mode.ALL_OR_NOTHING, wish(A, 6), wish(A, 5)).each())
                .allMatch(Decision.NeverFits.class::isInstance);
        assertThat(tokens(limits, A)).isEqualTo(10);
    }

    @Test
    void aRequestThatNeverFitsRefusesTheWholeBulk() {
        RateLimits limits = limits();
        for (Mode mode : Mode.values()) {
            Bulk.Decisions decisions = bulk(limits, mode, wish(A, 1), wish(B, 11));
            assertThat(decisions.admitted()).isFalse();
            assertThat(decisions.each().getLast()).isInstanceOf(Decision.NeverFits.class);
            assertThat(tokens(limits, A)).isEqualTo(10);
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void manyCallersAtOnceGetTheCapacityAndNotOneTokenMore(Algorithm algorithm) throws Exception {
        RateLimits limits = limits();
        long capacity = 10_000;
        put("a", new Terms(larger(algorithm, capacity), OnFailure.OPEN));
        List<Long> taken = together(() -> {
            long sum = 0;
            while (limits.consume(new LimitRequest(A, 1 + sum % 3)) instanceof Decision.Allowed) {
                sum += 1 + sum % 3;
            }
            return sum;
        });
        long sum = taken.stream().mapToLong(Long::longValue).sum();
        assertThat(sum).isEqualTo(capacity - tokens(limits, A));
        assertThat(tokens(limits, A)).isLessThan(3);
    }

    @Test
    void bulksInEveryOrderAndSingleCallersAtOnceTakeEachTokenOnce() throws Exception {
        RateLimits limits = limits();
        put("a", slow(6_000));
        put("b", slow(6_000));
        List<long[]> taken = together(() -> {
            long[] mine = new long[2];
            List<LimitRequest> both = List.of(wish(A, 1), wish(B, 2));
            List<LimitRequest> order = Thread.currentThread().threadId() % 2 == 0 ? both : both.reversed();
            while (limits.consume(order, Mode.ALL_OR_NOTHING).admitted()) {
                mine[0] += 1;
                mine[1] += 2;
                mine[0] += limits.consume(wish(A, 1)) instanceof Decision.Allowed ? 1 : 0;
                Decision second = limits.consume(List.of(wish(B, 1)), Mode.INDEPENDENT)
                        .each()
                        .getFirst();
                mine[1] += second instanceof Decision.Allowed ? 1 : 0;
            }
            return mine;
        });
        assertThat(taken.stream().mapToLong(mine -> mine[0]).sum()).isEqualTo(6_000 - tokens(limits, A));
        assertThat(taken.stream().mapToLong(mine -> mine[1]).sum()).isEqualTo(6_000 - tokens(limits, B));
        assertThat(tokens(limits, B)).isLessThan(2);
    }

    private static Algorithm larger(Algorithm algorithm, long capacity) {
        return switch (algorithm) {
            case TokenBucket bucket -> new TokenBucket(capacity, bucket.refill());
            case SlidingWindow window -> new SlidingWindow(capacity, window.windowMicros());
            case Gcra gcra -> new Gcra(capacity, gcra.intervalMicros());
        };
    }

    /** Runs the step in as many threads as there are callers, all at once, and returns what each of them got. */
    protected static <T> List<T> together(Callable<T> step) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        Callable<T> caller = () -> {
            start.await();
            return step.call();
        };
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            return callers.invokeAll(Collections.nCopies(CALLERS, caller)).stream()
                    .map(Future::resultNow)
                    .toList();
        }
    }

    protected void put(String prefix, Terms terms) {
        assertThat(plans().put(new Prefix(prefix), terms, Optional.empty()))
                .isInstanceOf(RateLimitPlans.Put.Stored.class);
    }

    private static LimitRequest wish(LimitKey key, long cost) {
        return new LimitRequest(key, cost);
    }

    private static Bulk.Decisions bulk(RateLimits limits, Mode mode, LimitRequest... requests) {
        return limits.consume(Arrays.asList(requests), mode);
    }

    private static long tokens(RateLimits limits, LimitKey key) {
        return limits.check(new LimitRequest(key, 1)).standing().tokens();
    }
}
