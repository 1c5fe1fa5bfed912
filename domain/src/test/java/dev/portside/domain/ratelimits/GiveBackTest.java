package dev.portside.domain.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.SeededRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two buckets with the same callers, except that one was asked for tokens which it got back. */
class GiveBackTest {
    private static final int SCHEDULES = 20_000;
    private static final int STEPS = 6;
    private static final RandomGenerator RANDOM = SeededRandom.of("GiveBackTest");
    private static final RandomPlans PLANS = new RandomPlans(RANDOM);

    static Stream<Supplier<Algorithm>> algorithms() {
        return Stream.of(
                () -> new TokenBucket(2 + RANDOM.nextLong(50), new Refill(1 + RANDOM.nextLong(9), PLANS.log(1 << 20))),
                () -> new SlidingWindow(2 + RANDOM.nextLong(50), PLANS.log(1 << 24)),
                () -> new Gcra(2 + RANDOM.nextLong(50), PLANS.log(1 << 20)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aBucketThatGotTokensBackNeverHasMoreThanOneThatNeverGaveThem(Supplier<Algorithm> algorithms) {
        for (int i = 0; i < SCHEDULES; i++) {
            Algorithm rule = algorithms.get();
            long now = PLANS.time();
            Bucket spared = some(rule, now);
            long cost = 1 + RANDOM.nextLong(rule.capacity());
            if (spared.take(now, cost).isEmpty()) {
                continue;
            }
            long since = spared.sinceMicros(now);
            Bucket lender = spared.take(now, cost).get();
            for (int step = RANDOM.nextInt(STEPS); step > 0; step--) {
                now += RANDOM.nextInt(3) == 0 ? 0 : RANDOM.nextLong(rule.windowMicros() / 2 + 1);
                long others = 1 + RANDOM.nextLong(rule.capacity());
                if (lender.take(now, others).isPresent()) {
                    lender = lender.take(now, others).get();
                    // What refused the tokens has fewer, so the other one has them too.
                    spared = spared.take(now, others).orElseThrow();
                }
            }
            now += RANDOM.nextBoolean() ? 0 : RANDOM.nextLong(rule.windowMicros() + 1);
            Bucket returned = lender.giveBack(cost, since, now);
            for (int look = 0; look < STEPS; look++) {
                assertThat(returned.tokens(now))
                        .as("%s after %s, spared %s, at %d", returned, lender, spared, now)
                        .isBetween(lender.tokens(now), spared.tokens(now));
                now += RANDOM.nextLong(rule.windowMicros() + 1);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void whatComesBackAtOnceComesBackWhole(Supplier<Algorithm> algorithms) {
        for (int i = 0; i < SCHEDULES; i++) {
            Algorithm rule = algorithms.get();
            long now = PLANS.time();
            Bucket before = some(rule, now);
            long cost = Math.max(1, before.tokens(now));
            if (before.take(now, cost).isPresent()) {
                Bucket taken = before.take(now, cost).get();
                assertThat(taken.giveBack(cost, before.sinceMicros(now), now).tokens(now))
                        .as("%s", before)
                        .isEqualTo(before.tokens(now));
            }
        }
    }

    @Test
    void whatWouldHaveOverflownMeanwhileIsNotGivenBack() {
        TokenBucket rule = new TokenBucket(10, new Refill(1, 1_000));
        Bucket full = rule.full(0);
        Bucket taken = full.take(0, 4).orElseThrow();
        // Four tokens later others find ten, which they would have found anyhow.
        Bucket drained = taken.take(4_000, 10).orElseThrow();
        assertThat(drained.giveBack(4, full.sinceMicros(0), 4_000).tokens(4_000))
                .isZero();
        assertThat(taken.giveBack(4, full.sinceMicros(0), 1_000).tokens(1_000)).isEqualTo(10);
    }

    /** From which something may have been taken already, a while ago. */
    private static Bucket some(Algorithm rule, long now) {
        long earlier = now - RANDOM.nextLong(rule.windowMicros() + 1);
        Bucket full = rule.full(earlier);
        return RANDOM.nextBoolean()
                ? rule.full(now)
                : full.take(earlier, 1 + RANDOM.nextLong(rule.capacity())).orElseThrow();
    }
}
