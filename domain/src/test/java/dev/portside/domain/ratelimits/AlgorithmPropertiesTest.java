package dev.portside.domain.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every algorithm promises to its callers, whatever it does inside. */
class AlgorithmPropertiesTest {
    private static final int SCHEDULES = 2_000;
    private static final int STEPS = 60;
    private static final RandomGenerator RANDOM = SeededRandom.of("AlgorithmPropertiesTest");
    private static final RandomPlans PLANS = new RandomPlans(RANDOM);

    private record Taken(long at, long cost) {}

    static Stream<Supplier<Algorithm>> algorithms() {
        return Stream.of(
                () -> new TokenBucket(1 + RANDOM.nextLong(50), new Refill(1 + RANDOM.nextLong(9), PLANS.log(1 << 20))),
                () -> new SlidingWindow(1 + RANDOM.nextLong(50), PLANS.log(1 << 24)),
                () -> new Gcra(1 + RANDOM.nextLong(50), PLANS.log(1 << 20)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void noStretchOfTimeAdmitsMoreThanCapacityAndRefill(Supplier<Algorithm> algorithms) {
        for (int i = 0; i < SCHEDULES; i++) {
            Algorithm rule = algorithms.get();
            List<Taken> taken = greedySchedule(rule);
            for (int from = 0; from < taken.size(); from++) {
                long sum = 0;
                for (int to = from; to < taken.size(); to++) {
                    sum += taken.get(to).cost;
                    long time = taken.get(to).at - taken.get(from).at;
                    assertThat(Ratio.of(sum))
                            .as("%s: from %s to %s", rule, taken.get(from), taken.get(to))
                            .isLessThanOrEqualTo(rate(rule).times(time).plus(Ratio.of(rule.capacity())));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aClockThatIsSetBackGivesNothing(Supplier<Algorithm> algorithms) {
        for (int i = 0; i < SCHEDULES; i++) {
            Algorithm rule = algorithms.get();
            long now = PLANS.time();
            long passed = 0;
            long sum = 0;
            Bucket bucket = rule.full(now);
            for (int step = 0; step < STEPS; step++) {
                long cost = 1 + RANDOM.nextLong(rule.capacity());
                if (bucket.take(now, cost).isPresent()) {
                    bucket = bucket.take(now, cost).get();
                    sum += cost;
                }
                long move = RANDOM.nextLong(-rule.windowMicros(), rule.windowMicros() + 1) / 4;
                now += move;
                passed += Math.max(0, move);
                // As a store does: what is full is forgotten, and begins anew at whatever time it is then.
                bucket = bucket.fullAtMicros() <= now ? rule.full(now) : bucket;
            }
            assertThat(Ratio.of(sum))
                    .as("%s", rule)
                    .isLessThanOrEqualTo(rate(rule).times(passed).plus(Ratio.of(rule.capacity())));
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aCallerThatWaitsAsToldIsAdmittedAndOneMicrosecondEarlierIsNot(Supplier<Algorithm> algorithms) {
        for (int i = 0; i < SCHEDULES * 10; i++) {
            Algorithm rule = algorithms.get();
            long now = PLANS.time();
            Bucket drained = rule.full(now).take(now, rule.capacity()).orElseThrow();
            long cost = 1 + RANDOM.nextLong(rule.capacity());
            long retry = drained.retryMicros(now, cost);
            assertThat(retry).isPositive();
            assertThat(drained.take(now + retry, cost))
                    .as("%s for %d", drained, cost)
                    .isPresent();
            assertThat(drained.take(now + retry - 1, cost))
                    .as("%s for %d", drained, cost)
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void aBucketThatIsFullAgainIsAsGoodAsANewOne(Supplier<Algorithm> algorithms) {
        for (int i = 0; i < SCHEDULES * 10; i++) {
            Algorithm rule = algorithms.get();
            long now = PLANS.time();
            Bucket used = rule.full(now)
                    .take(now, 1 + RANDOM.nextLong(rule.capacity()))
                    .orElseThrow();
            long full = used.fullAtMicros();
            assertThat(used.tokens(full)).isEqualTo(rule.capacity());
            assertThat(used.tokens(full - 1)).isLessThan(rule.capacity());
            assertThat(used.nextTokenMicros(full)).isEqualTo(rule.full(full).nextTokenMicros(full));
        }
    }

    @Test
    void gcraWithAClockThatNeverGoesBackIsATokenBucket() {
        for (int i = 0; i < SCHEDULES; i++) {
            Gcra gcra = new Gcra(1 + RANDOM.nextLong(50), PLANS.log(1 << 20));
            TokenBucket twin = new TokenBucket(gcra.capacity(), new Refill(1, gcra.intervalMicros()));
            long now = PLANS.time();
            Bucket arrival = gcra.full(now);
            Bucket level = twin.full(now);
            for (int step = 0; step < STEPS; step++) {
                long cost = 1 + RANDOM.nextLong(gcra.capacity());
                assertThat(arrival.tokens(now)).isEqualTo(level.tokens(now));
                assertThat(arrival.retryMicros(now, cost)).isEqualTo(level.retryMicros(now, cost));
                arrival = arrival.take(now, cost).orElse(arrival);
                level = level.take(now, cost).orElse(level);
                assertThat(arrival.fullAtMicros()).isEqualTo(level.fullAtMicros());
                now += PLANS.log(gcra.windowMicros());
            }
        }
    }

    @Test
    void numbersThatADoubleCannotHoldAreRefused() {
        long period = 1_000_003;
        long most = ((1L << 53) - 1 - 7) / 2 / period;
        assertThat(new TokenBucket(most, new Refill(7, period)).capacity()).isEqualTo(most);
        assertThatThrownBy(() -> new TokenBucket(most + 1, new Refill(7, period)))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new TokenBucket(1, new Refill(1L << 53, 1))).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new TokenBucket(0, new Refill(1, 1))).isInstanceOf(Invalid.class);

        assertThat(new Gcra((1L << 52) / period, period).capacity()).isPositive();
        assertThatThrownBy(() -> new Gcra((1L << 52) / period + 1, period)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> Gcra.of(1, new Refill(2, 3))).isInstanceOf(Invalid.class);

        long widest = ((1L << 53) - 1) / 3 / period;
        assertThat(new SlidingWindow(widest, period).capacity()).isEqualTo(widest);
        assertThatThrownBy(() -> new SlidingWindow(widest + 1, period)).isInstanceOf(Invalid.class);
    }

    /** Takes whatever it can get, at random times. */
    private static List<Taken> greedySchedule(Algorithm rule) {
        List<Taken> taken = new ArrayList<>();
        long now = PLANS.time();
        Bucket bucket = rule.full(now);
        for (int step = 0; step < STEPS; step++) {
            long cost = Math.clamp(bucket.tokens(now) - RANDOM.nextInt(2), 1, rule.capacity());
            if (bucket.take(now, cost).isPresent()) {
                bucket = bucket.take(now, cost).get();
                taken.add(new Taken(now, cost));
            }
            now += RANDOM.nextBoolean() ? bucket.retryMicros(now, 1) : PLANS.log(rule.windowMicros());
        }
        return taken;
    }

    private static Ratio rate(Algorithm rule) {
        return switch (rule) {
            case TokenBucket bucket ->
                Ratio.of(bucket.refill().tokens(), bucket.refill().periodMicros());
            case SlidingWindow window -> Ratio.of(window.capacity(), window.windowMicros());
            case Gcra gcra -> Ratio.of(1, gcra.intervalMicros());
        };
    }
}
