package dev.portside.postgres.memory;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LeasedLane;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leases in memory. Every call looks at all {@value Lane#COUNT} lanes. */
public final class InMemoryLanes implements Lanes {
    private record Lease(@Nullable String owner, long epoch) {}

    private final Duration leaseTtl;
    private final InstantSource clock;
    private final Map<String, Instant> aliveUntil = new HashMap<>();
    private final Lease[] leases = new Lease[Lane.COUNT];

    public InMemoryLanes(Duration leaseTtl, InstantSource clock) {
        this.leaseTtl = leaseTtl;
        this.clock = clock;
        java.util.Arrays.fill(leases, new Lease(null, 0));
    }

    @Override
    public synchronized Set<LeasedLane> hold(String owner) {
        Instant now = clock.instant();
        aliveUntil.put(owner, now.plus(leaseTtl));
        aliveUntil.values().removeIf(until -> !until.isAfter(now));
        int share = Math.ceilDiv(Lane.COUNT, aliveUntil.size());
        Set<LeasedLane> held = new HashSet<>();
        for (int i = 0; i < leases.length; i++) {
            if (!owner.equals(leases[i].owner)) {
                continue;
            }
            if (held.size() < share) {
                held.add(leased(i));
            } else {
                leases[i] = new Lease(null, leases[i].epoch);
            }
        }
        for (int i = 0; i < leases.length && held.size() < share; i++) {
            if (!aliveUntil.containsKey(leases[i].owner == null ? "" : leases[i].owner)) {
                leases[i] = new Lease(owner, leases[i].epoch + 1);
                held.add(leased(i));
            }
        }
        return Set.copyOf(held);
    }

    @Override
    public synchronized void release(String owner) {
        aliveUntil.remove(owner);
        for (int i = 0; i < leases.length; i++) {
            if (owner.equals(leases[i].owner)) {
                leases[i] = new Lease(null, leases[i].epoch);
            }
        }
    }

    /** Whether the lane is still leased with that epoch. */
    public synchronized boolean stands(LeasedLane leased) {
        Lease lease = leases[leased.lane().number()];
        return lease.owner != null && lease.epoch == leased.epoch();
    }

    private LeasedLane leased(int lane) {
        return new LeasedLane(new Lane(lane), leases[lane].epoch);
    }
}
