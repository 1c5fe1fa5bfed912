package dev.portside.domain.ratelimits;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plans, of which the longest whose prefix begins a key governs it. A change is atomic: a key is governed by the plan
 * before or the one after. {@code Unavailable} when the store is away, except that {@link #governing} then goes on with what
 * it knew last.
 */
public interface RateLimitPlans {
    int PLANS_MAX = 1000;

    /** What became of a plan that was put. */
    sealed interface Put {
        /** It stands. Putting the terms that stand already changes nothing, so that buckets stay as they are. */
        record Stored(Plan plan, boolean created) implements Put {}

        /** The plan is not, or no longer, at a version that was expected. */
        record Moved() implements Put {}

        /** There are {@value RateLimitPlans#PLANS_MAX} plans already, not counting that of all keys. */
        record Full() implements Put {}
    }

    /** What became of a plan that was to be removed. */
    enum Removal {
        REMOVED,
        /** Not at a version that was expected. */
        MOVED,
        UNKNOWN
    }

    Plan governing(LimitKey key);

    /** The plan with exactly this prefix. */
    Optional<Plan> find(Prefix prefix);

    /** All plans, sorted by prefix; the first is that of all keys, whose prefix is empty. */
    List<Plan> all();

    /**
     * Stores the terms under a new version.
     *
     * @param prefix not empty
     * @param expected only if the plan stands at one of these versions; empty for any, and for a new plan
     */
    Put put(Prefix prefix, Terms terms, Optional<Set<Long>> expected);

    /** Removes the plan; its keys are then governed by the next shorter one. The parameters are as in {@link #put}. */
    Removal remove(Prefix prefix, Optional<Set<Long>> expected);
}
