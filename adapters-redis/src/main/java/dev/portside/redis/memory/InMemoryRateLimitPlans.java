package dev.portside.redis.memory;

import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.PlanTable;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.Terms;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Plans in memory: one immutable table, replaced as a whole. Reads take no lock. */
public final class InMemoryRateLimitPlans implements RateLimitPlans {
    private volatile PlanTable table;
    private long lastVersion;

    /** @param fallback what governs all keys without a plan of their own; it cannot be changed */
    public InMemoryRateLimitPlans(Terms fallback) {
        this.table = new PlanTable(new Plan(Prefix.NONE, fallback, lastVersion));
    }

    @Override
    public Plan governing(LimitKey key) {
        return table.governing(key);
    }

    @Override
    public Optional<Plan> find(Prefix prefix) {
        return table.find(prefix);
    }

    @Override
    public List<Plan> all() {
        return List.copyOf(table.plans());
    }

    @Override
    public synchronized Put put(Prefix prefix, Terms terms, Optional<Set<Long>> expected) {
        Optional<Plan> before = table.find(prefix);
        if (!stands(before, expected)) {
            return new Put.Moved();
        }
        if (before.isPresent() && before.get().terms().equals(terms)) {
            return new Put.Stored(before.get(), false);
        }
        if (before.isEmpty() && table.plans().size() > PLANS_MAX) {
            return new Put.Full();
        }
        Plan plan = new Plan(prefix, terms, ++lastVersion);
        table = table.with(plan);
        return new Put.Stored(plan, before.isEmpty());
    }

    @Override
    public synchronized Removal remove(Prefix prefix, Optional<Set<Long>> expected) {
        Optional<Plan> before = table.find(prefix);
        if (before.isEmpty()) {
            return Removal.UNKNOWN;
        }
        if (!stands(before, expected)) {
            return Removal.MOVED;
        }
        table = table.without(prefix);
        return Removal.REMOVED;
    }

    private static boolean stands(Optional<Plan> plan, Optional<Set<Long>> expected) {
        return expected.isEmpty()
                || plan.map(found -> expected.get().contains(found.version())).orElse(false);
    }
}
