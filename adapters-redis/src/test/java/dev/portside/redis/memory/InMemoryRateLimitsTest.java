package dev.portside.redis.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.RateLimitsContract;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InMemoryRateLimitsTest extends RateLimitsContract {
    private final MovableClock clock = new MovableClock();
    private final RateLimitPlans plans = new InMemoryRateLimitPlans(slow(10));
    private final MemoryBudget memory = new MemoryBudget(1 << 20);
    private final InMemoryRateLimits limits = new InMemoryRateLimits(plans, clock, memory);

    @Override
    protected RateLimits limits() {
        return limits;
    }

    @Override
    protected RateLimitPlans plans() {
        return plans;
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    @ParameterizedTest
    @CsvSource({"token_bucket, 7, 3000", "token_bucket, 1, 997", "gcra, 1, 1003"})
    void manyCallersGetExactlyCapacityAndRefillWhileTheClockMoves(String name, long tokens, long periodMicros)
            throws Exception {
        long capacity = 500;
        Refill refill = new Refill(tokens, periodMicros);
        Algorithm algorithm = name.equals("gcra") ? Gcra.of(capacity, refill) : new TokenBucket(capacity, refill);
        put("hot", new Terms(algorithm, OnFailure.OPEN));
        LimitRequest request = new LimitRequest(new LimitKey("hot"), 1);
        long admitted = drain(request);
        long passedMicros = 0;
        for (int round = 0; round < 200; round++) {
            long move = 1 + (round * 7_919L) % 100_000;
            clock.advance(Duration.ofNanos(move * 1_000));
            passedMicros += move;
            admitted += drain(request);
        }
        assertThat(admitted).isEqualTo(capacity + tokens * passedMicros / periodMicros);
    }

    @Test
    void manyCallersNeverGetMoreThanTwoWindowsOfASlidingOne() throws Exception {
        put("hot", new Terms(new SlidingWindow(100, 1_000_000), OnFailure.OPEN));
        LimitRequest request = new LimitRequest(new LimitKey("hot"), 1);
        assertThat(drain(request)).isEqualTo(100);
        clock.advance(Duration.ofMillis(1_250));
        assertThat(drain(request)).isEqualTo(25);
        clock.advance(Duration.ofMillis(250));
        assertThat(drain(request)).isEqualTo(25);
        clock.advance(Duration.ofMillis(500));
        assertThat(drain(request)).isEqualTo(50);
    }

    @Test
    void forgetsAKeyWhenItIsFullAgain() {
        limits.consume(new LimitRequest(new LimitKey("a"), 2));
        limits.consume(new LimitRequest(new LimitKey("b"), 1));
        clock.advance(Duration.ofMinutes(60));
        limits.dropFull();
        assertThat(limits.keys()).isEqualTo(1);
        clock.advance(Duration.ofMinutes(60));
        limits.dropFull();
        assertThat(limits.keys()).isZero();
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void refusalsChecksAndResetsKeepNothing() {
        LimitKey key = new LimitKey("a");
        limits.check(new LimitRequest(key, 1));
        limits.consume(new LimitRequest(key, 11));
        limits.reset(key);
        limits.consume(List.of(new LimitRequest(key, 6), new LimitRequest(key, 5)), Bulk.Mode.ALL_OR_NOTHING);
        assertThat(limits.keys()).isZero();
        assertThat(memory.bytesUsed()).isZero();
    }

    @Test
    void refusesNewKeysWhenMemoryIsFullAndTakesThemAgainWhenKeysHaveFilled() {
        IntStream.range(0, 100_000).forEach(i -> {
            if (memory.bytesUsed() < memory.bytesMax() - 1_000) {
                limits.consume(new LimitRequest(new LimitKey("key " + i), 1));
            }
        });
        List<LimitRequest> more = IntStream.range(0, 10)
                .mapToObj(i -> new LimitRequest(new LimitKey("more " + i), 1))
                .toList();
        long used = memory.bytesUsed();
        assertThatThrownBy(() -> limits.consume(more, Bulk.Mode.INDEPENDENT)).isInstanceOf(Unavailable.class);
        assertThat(memory.bytesUsed()).isEqualTo(used);
        assertThat(limits.consume(new LimitRequest(new LimitKey("key 0"), 1))).isInstanceOf(Decision.Allowed.class);
        clock.advance(Duration.ofHours(1));
        assertThat(limits.consume(more, Bulk.Mode.INDEPENDENT).admitted()).isTrue();
    }

    /** Takes what there is, by many callers at once; returns how much that was. */
    private long drain(LimitRequest request) throws Exception {
        List<Long> taken = together(() -> {
            long count = 0;
            while (limits.consume(request) instanceof Decision.Allowed) {
                count++;
            }
            return count;
        });
        return taken.stream().mapToLong(Long::longValue).sum();
    }
}
