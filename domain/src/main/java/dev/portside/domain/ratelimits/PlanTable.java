package dev.portside.domain.ratelimits;

import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Plans by prefix. Immutable. Finding the plan of a key costs one look-up for each length that a prefix has.
 */
public final class PlanTable {
    private final SortedMap<String, Plan> byPrefix;
    private final int[] lengths;

    /** @param fallback governs all keys that no other prefix begins */
    public PlanTable(Plan fallback) {
        this(new TreeMap<>(Map.of(Prefix.NONE.value(), fallback)));
    }

    private PlanTable(SortedMap<String, Plan> byPrefix) {
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
        String text = key.value();
        for (int length : lengths) {
            Plan plan = length > text.length() ? null : byPrefix.get(text.substring(0, length));
            if (plan != null) {
                return plan;
            }
        }
        throw new IllegalStateException("the plan of all keys is missing");
    }

    /** The plan with exactly this prefix. */
    public Optional<Plan> find(Prefix prefix) {
        return Optional.ofNullable(byPrefix.get(prefix.value()));
    }

    /** All plans, sorted by prefix. */
    public Collection<Plan> plans() {
        return byPrefix.values();
    }

    /** This table with the plan in place of the one with its prefix. */
    public PlanTable with(Plan plan) {
        SortedMap<String, Plan> changed = new TreeMap<>(byPrefix);
        changed.put(plan.prefix().value(), plan);
        return new PlanTable(changed);
    }

    /** This table with each plan in place of the one with its prefix. */
    public PlanTable with(Collection<Plan> plans) {
        SortedMap<String, Plan> changed = new TreeMap<>(byPrefix);
        plans.forEach(plan -> changed.put(plan.prefix().value(), plan));
        return new PlanTable(changed);
    }

    public PlanTable without(Prefix prefix) {
        SortedMap<String, Plan> changed = new TreeMap<>(byPrefix);
        changed.remove(prefix.value());
        return new PlanTable(changed);
    }
}
