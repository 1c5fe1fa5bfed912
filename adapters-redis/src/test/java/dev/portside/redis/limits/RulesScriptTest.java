package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.RandomPlans;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.redis.Redis;
import dev.portside.redis.Script;
import dev.portside.redis.TestRedis;
import io.lettuce.core.protocol.CommandArgs;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * The script's rules against the domain's: random plans, costs and clocks, which also go back, up to the edges of the
 * numbers. Many cases share a round trip.
 */
class RulesScriptTest {
    private static final int STEPS = 6;

    /** Of each algorithm; each step is one. */
    private static final int CASES = 102_000;

    private static final int SEQUENCES = CASES / STEPS;

    /** Of each algorithm. */
    private static final int RETURNS = 34_000;

    private static final long YEAR_2112 = Algorithm.EXACT_MAX / 2 - 1;
    private static final int SEQUENCES_PER_TRIP = 500;
    private static final int NUMBERS_PER_STEP = 5;
    private static final int NUMBERS_PER_BUCKET = 3;
    private static final Script FOLLOW = Script.of(RulesScriptTest.class, "rules.lua", "follow.lua");
    private static final Script RETURN = Script.of(RulesScriptTest.class, "rules.lua", "back.lua", "return.lua");

    private final RandomGenerator random = SeededRandom.of("RulesScriptTest");
    private final RandomPlans plans = new RandomPlans(random);

    /** What the domain's rules say to one step. */
    private record Step(Bucket before, long now, long cost, boolean given, Bucket after) {}

    @Test
    void aTokenBucketDecidesAsTheDomainDoes() {
        compare(plans::tokenBucket);
    }

    @Test
    void aSlidingWindowDecidesAsTheDomainDoes() {
        compare(plans::slidingWindow);
    }

    @Test
    void gcraDecidesAsTheDomainDoes() {
        compare(plans::gcra);
    }

    @Test
    void eachRuleGivesBackAsTheDomainDoes() {
        compareReturns(plans::tokenBucket);
        compareReturns(plans::slidingWindow);
        compareReturns(plans::gcra);
    }

    private void compareReturns(Supplier<? extends Algorithm> rules) {
        for (int done = 0; done < RETURNS; done += SEQUENCES_PER_TRIP) {
            CommandArgs<byte[], byte[]> words = Redis.arguments().add(0);
            List<Bucket> expected = new ArrayList<>();
            for (int i = 0; i < SEQUENCES_PER_TRIP; i++) {
                expected.add(returned(rules.get(), words));
            }
            long[] answer =
                    RETURN.run(TestRedis.shared(), NumbersOutput::new, words).join();
            for (int i = 0; i < expected.size(); i++) {
                int at = i * NUMBERS_PER_BUCKET;
                Bucket bucket = expected.get(i);
                assertThat(TermsText.bucket(rule(bucket), answer[at], answer[at + 1], answer[at + 2]))
                        .isEqualTo(bucket);
            }
        }
    }

    /** Tokens are taken, others take more, and the first come back. */
    private Bucket returned(Algorithm rule, CommandArgs<byte[], byte[]> words) {
        List<Step> steps = follow(rule);
        Step first = steps.getFirst();
        Step last = steps.getLast();
        long now = Math.clamp(last.now + (random.nextBoolean() ? 0 : plans.log(rule.windowMicros())), 0, YEAR_2112);
        long since = first.before.sinceMicros(first.now);
        words.add(TermsText.kind(rule))
                .add(TermsText.a(rule))
                .add(TermsText.b(rule))
                .add(TermsText.c(rule));
        numbers(last.after).forEach(words::add);
        words.add(now).add(first.cost).add(since);
        return last.after.giveBack(first.cost, since, now);
    }

    private static List<Long> numbers(Bucket bucket) {
        return switch (bucket) {
            case TokenBucket.Level level -> List.of(level.units(), level.atMicros(), 0L);
            case SlidingWindow.Counts counts -> List.of(counts.startMicros(), counts.current(), counts.previous());
            case Gcra.Arrival arrival -> List.of(arrival.fullAtMicros(), 0L, 0L);
        };
    }

    private void compare(Supplier<? extends Algorithm> rules) {
        for (int done = 0; done < SEQUENCES; done += SEQUENCES_PER_TRIP) {
            CommandArgs<byte[], byte[]> words = Redis.arguments().add(0);
            List<Step> steps = new ArrayList<>();
            for (int i = 0; i < SEQUENCES_PER_TRIP; i++) {
                Algorithm rule = rules.get();
                words.add(TermsText.kind(rule))
                        .add(TermsText.a(rule))
                        .add(TermsText.b(rule))
                        .add(TermsText.c(rule))
                        .add(STEPS);
                for (Step step : follow(rule)) {
                    words.add(step.now).add(step.cost);
                    steps.add(step);
                }
            }
            long[] answer =
                    FOLLOW.run(TestRedis.shared(), NumbersOutput::new, words).join();
            assertThat(answer).hasSize(steps.size() * NUMBERS_PER_STEP);
            for (int i = 0; i < steps.size(); i++) {
                compare(steps.get(i), answer, i * NUMBERS_PER_STEP);
            }
        }
    }

    private static void compare(Step step, long[] answer, int at) {
        Bucket after = TermsText.bucket(rule(step.before), answer[at + 1], answer[at + 2], answer[at + 3]);
        boolean same = (answer[at] == 1) == step.given
                && after.equals(step.after)
                && answer[at + 4] == step.after.fullAtMicros();
        if (!same) {
            throw new AssertionError(
                    step + ", but the script said " + answer[at] + ", " + after + ", full at " + answer[at + 4]);
        }
    }

    private static Algorithm rule(Bucket bucket) {
        return switch (bucket) {
            case TokenBucket.Level level -> level.rule();
            case SlidingWindow.Counts counts -> counts.rule();
            case Gcra.Arrival arrival -> arrival.rule();
        };
    }

    private List<Step> follow(Algorithm rule) {
        List<Step> steps = new ArrayList<>();
        long now = plans.time();
        Bucket bucket = rule.full(now);
        for (int i = 0; i < STEPS; i++) {
            long cost = cost(rule, bucket, now);
            Bucket after = bucket.take(now, cost).orElse(bucket);
            steps.add(new Step(bucket, now, cost, bucket.take(now, cost).isPresent(), after));
            now = Math.clamp(now + move(rule, after, now, cost), 0, YEAR_2112);
            bucket = after;
        }
        return steps;
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
