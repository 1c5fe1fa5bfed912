package dev.portside.domain.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.SeededRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The rules against their models: random plans, costs and clocks, which also go back, up to the edges of the numbers. */
class AlgorithmModelTest {
    private static final int CASES = 100_000;
    private static final int STEPS = 6;

    private final RandomGenerator random = SeededRandom.of("AlgorithmModelTest");
    private final RandomPlans plans = new RandomPlans(random);

    @Test
    void aTokenBucketDecidesAsItsModelDoes() {
        for (int i = 0; i < CASES; i++) {
            follow(plans.tokenBucket());
        }
    }

    @Test
    void aSlidingWindowDecidesAsItsModelDoes() {
        for (int i = 0; i < CASES; i++) {
            follow(plans.slidingWindow());
        }
    }

    @Test
    void gcraDecidesAsItsModelDoes() {
        for (int i = 0; i < CASES; i++) {
            follow(plans.gcra());
        }
    }

    private void follow(Algorithm rule) {
        BucketModel model = BucketModel.of(rule);
        long now = plans.time();
        Bucket bucket = rule.full(now);
        for (int step = 0; step < STEPS; step++) {
            long cost = cost(rule, bucket, now);
            check(rule, bucket, model, now, cost);
            Optional<Bucket> after = bucket.take(now, cost);
            if (after.isPresent()) {
                bucket = after.get();
                model.taken(now, cost);
                checkFullAt(rule, bucket, model);
            }
            now = Math.max(0, now + move(rule, bucket, now, cost));
        }
    }

    private static void check(Algorithm rule, Bucket bucket, BucketModel model, long now, long cost) {
        Ratio wanted = Ratio.of(cost);
        assertThat(bucket.take(now, cost).isPresent())
                .as("%s at %d for %d", bucket, now, cost)
                .isEqualTo(wanted.atMost(model.available(now)));
        assertThat(bucket.tokens(now))
                .as("tokens of %s at %d", bucket, now)
                .isEqualTo(model.available(now).max(Ratio.ZERO).floor());

        long retry = bucket.retryMicros(now, cost);
        assertThat(wanted.atMost(model.available(now + retry)))
                .as("%s at %d for %d after %d", bucket, now, cost, retry)
                .isTrue();
        assertThat(retry == 0 || !wanted.atMost(model.available(now + retry - 1)))
                .as("%s at %d for %d one microsecond before %d", bucket, now, cost, retry)
                .isTrue();
        assertThat(now + retry + rule.windowMicros()).isPositive();
    }

    private static void checkFullAt(Algorithm rule, Bucket bucket, BucketModel model) {
        Ratio capacity = Ratio.of(rule.capacity());
        assertThat(model.available(bucket.fullAtMicros())).as("%s", bucket).isEqualByComparingTo(capacity);
        assertThat(model.available(bucket.fullAtMicros() - 1)).as("%s", bucket).isLessThan(capacity);
    }

    private long cost(Algorithm rule, Bucket bucket, long now) {
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> rule.capacity();
            case 2 -> Math.clamp(bucket.tokens(now) + random.nextInt(2), 1, rule.capacity());
            default -> plans.log(rule.capacity());
        };
    }

    private long move(Algorithm rule, Bucket bucket, long now, long cost) {
        return switch (random.nextInt(7)) {
            case 0 -> 0;
            case 1 -> bucket.retryMicros(now, cost);
            case 2 -> Math.max(0, bucket.retryMicros(now, cost) - 1);
            case 3 -> -plans.log(rule.windowMicros());
            case 4 -> Math.max(0, bucket.fullAtMicros() - now - random.nextInt(2));
            default -> plans.log(rule.windowMicros());
        };
    }
}
