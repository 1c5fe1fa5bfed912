package dev.portside.domain.ratelimits;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans by prefix, and the one for all other keys. Immutable. Finding the plan of a key costs one look-up for each length
 * that a prefix has.
 */
public final class PlanTable {
    private final Plan fallback;
    private final SortedMap<String, Plan> byPrefix;
    private final int[] lengths;

    /** @param fallback governs all keys that no prefix begins */
    public PlanTable(Plan fallback) {
        this(fallback, new TreeMap<>());
    }

    private PlanTable(Plan fallback, SortedMap<String, Plan> byPrefix) {
        this.fallback = fallback;
        this.byPrefix = Collections.unmodifiableSortedMap(byPrefix);
        this.lengths = byPrefix.keySet().stream()
                .map(String::length)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The plan with the longest prefix that begins the key. */
    public Plan governing(LimitKey key) {
        for (int length : lengths) {
            Plan plan = length > key.value().length()
                    ? null
                    : byPrefix.get(key.value().substring(0, length));
            if (plan != null) {
                return plan;
            }
        }
        return fallback;
    }

    public Optional<Plan> find(Prefix prefix) {
        return Optional.ofNullable(byPrefix.get(prefix.value()));
    }

    /** All plans but the fallback, sorted by prefix. */
    public Collection<Plan> plans() {
        return byPrefix.values();
    }

    /** This table with the plan in place of the one with its prefix. */
    public PlanTable with(Plan plan) {
        SortedMap<String, Plan> changed = new TreeMap<>(byPrefix);
        changed.put(plan.prefix().value(), plan);
        return new PlanTable(fallback, changed);
    }

    public PlanTable without(Prefix prefix) {
        SortedMap<String, Plan> changed = new TreeMap<>(byPrefix);
        changed.remove(prefix.value());
        return new PlanTable(fallback, changed);
    }
}
