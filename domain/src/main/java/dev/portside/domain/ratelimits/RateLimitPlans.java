package dev.portside.domain.ratelimits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

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

        /** The plan is not, or no longer, at the version that was expected. */
        record Moved() implements Put {}

        /** There are {@value RateLimitPlans#PLANS_MAX} plans already. */
        record Full() implements Put {}
    }

    /** What became of a plan that was to be removed. */
    enum Removal {
        REMOVED,
        /** Not at the version that was expected. */
        MOVED,
        UNKNOWN
    }

    Plan governing(LimitKey key);

    /** The plan with exactly this prefix. */
    Optional<Plan> find(Prefix prefix);

    /** All plans but the one of all keys, sorted by prefix. */
    List<Plan> all();

    /**
     * Stores the terms under a new version.
     *
     * @param prefix not empty
     * @param expected only if the plan stands at this version
     */
    Put put(Prefix prefix, Terms terms, OptionalLong expected);

    /** Removes the plan; its keys are then governed by the next shorter one. */
    Removal remove(Prefix prefix, OptionalLong expected);
}
