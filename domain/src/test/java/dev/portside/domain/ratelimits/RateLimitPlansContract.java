package dev.portside.domain.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.RateLimitPlans.Put;
import dev.portside.domain.ratelimits.RateLimitPlans.Removal;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every binding of {@link RateLimitPlans} does. */
public abstract class RateLimitPlansContract {
    /** No plans but the fallback, with these terms. */
    protected abstract RateLimitPlans plans(Terms fallback);

    private static final Terms FALLBACK = terms(10);

    @Test
    void theFallbackGovernsWhatHasNoPlan() {
        Plan plan = plans(FALLBACK).governing(new LimitKey("a"));
        assertThat(plan.terms()).isEqualTo(FALLBACK);
        assertThat(plan.name()).isEqualTo("default");
    }

    @Test
    void theLongestPrefixWins() {
        RateLimitPlans plans = plans(FALLBACK);
        put(plans, "api", 1);
        put(plans, "api:gold:", 3);
        put(plans, "api:", 2);
        assertThat(capacity(plans, "ap")).isEqualTo(10);
        assertThat(capacity(plans, "api")).isEqualTo(1);
        assertThat(capacity(plans, "api:")).isEqualTo(2);
        assertThat(capacity(plans, "api:gold")).isEqualTo(2);
        assertThat(capacity(plans, "api:gold:x")).isEqualTo(3);
        assertThat(capacity(plans, "web:api:")).isEqualTo(10);
    }

    @Test
    void listsThePlansByPrefix() {
        RateLimitPlans plans = plans(FALLBACK);
        put(plans, "b", 2);
        put(plans, "a", 1);
        assertThat(plans.all()).extracting(plan -> plan.prefix().value()).containsExactly("", "a", "b");
        assertThat(plans.find(new Prefix("a")))
                .hasValueSatisfying(plan -> assertThat(plan.terms()).isEqualTo(terms(1)));
        assertThat(plans.find(new Prefix("c"))).isEmpty();
        assertThat(plans.find(Prefix.NONE)).contains(plans.governing(new LimitKey("c")));
    }

    @Test
    void aChangedPlanHasANewVersionAndTheSameTermsKeepTheirs() {
        RateLimitPlans plans = plans(FALLBACK);
        Plan first = put(plans, "a", 1);
        assertThat(plans.put(new Prefix("a"), terms(1), Optional.empty())).isEqualTo(new Put.Stored(first, false));
        Plan second = put(plans, "a", 2);
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(plans.governing(new LimitKey("a"))).isEqualTo(second);
    }

    @Test
    void noTwoPlansEverShareAVersion() {
        RateLimitPlans plans = plans(FALLBACK);
        Plan first = put(plans, "a", 1);
        Plan second = put(plans, "b", 1);
        plans.remove(new Prefix("a"), Optional.empty());
        Plan again = put(plans, "a", 1);
        assertThat(new long[] {
                    plans.governing(new LimitKey("x")).version(), first.version(), second.version(), again.version()
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void aChangeThatExpectsAnotherVersionIsRefused() {
        RateLimitPlans plans = plans(FALLBACK);
        Plan plan = put(plans, "a", 1);
        Optional<Set<Long>> stale = Optional.of(Set.of(plan.version() + 1));
        assertThat(plans.put(new Prefix("a"), terms(2), stale)).isEqualTo(new Put.Moved());
        assertThat(plans.put(new Prefix("new"), terms(2), stale)).isEqualTo(new Put.Moved());
        assertThat(plans.remove(new Prefix("a"), stale)).isEqualTo(Removal.MOVED);
        assertThat(capacity(plans, "a")).isEqualTo(1);
        assertThat(plans.put(new Prefix("a"), terms(2), Optional.of(Set.of(plan.version(), plan.version() + 1))))
                .isInstanceOf(Put.Stored.class);
    }

    @Test
    void aRemovedPlanLeavesItsKeysToTheNextShorterOne() {
        RateLimitPlans plans = plans(FALLBACK);
        put(plans, "a", 1);
        put(plans, "ab", 2);
        assertThat(plans.remove(new Prefix("ab"), Optional.empty())).isEqualTo(Removal.REMOVED);
        assertThat(plans.remove(new Prefix("ab"), Optional.empty())).isEqualTo(Removal.UNKNOWN);
        assertThat(capacity(plans, "abc")).isEqualTo(1);
    }

    @Test
    void theirNumberIsBounded() {
        RateLimitPlans plans = plans(FALLBACK);
        for (int i = 0; i < RateLimitPlans.PLANS_MAX; i++) {
            put(plans, "p" + i, 1);
        }
        assertThat(plans.put(new Prefix("one more"), terms(1), Optional.empty()))
                .isEqualTo(new Put.Full());
        assertThat(put(plans, "p0", 2).terms()).isEqualTo(terms(2));
    }

    private static Terms terms(long capacity) {
        return new Terms(new TokenBucket(capacity, new Refill(1, 1_000_000)), OnFailure.OPEN);
    }

    private static Plan put(RateLimitPlans plans, String prefix, long capacity) {
        return ((Put.Stored) plans.put(new Prefix(prefix), terms(capacity), Optional.empty())).plan();
    }

    private static long capacity(RateLimitPlans plans, String key) {
        return plans.governing(new LimitKey(key)).terms().algorithm().capacity();
    }
}
