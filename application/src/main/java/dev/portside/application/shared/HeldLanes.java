package dev.portside.application.shared;

import static java.lang.System.Logger.Level.INFO;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lanes that this instance holds, divided among its workers. A heartbeat of its own calls {@link #refresh}; when it
 * fails for as long as the lease lasts, the instance stops believing in its lanes.
 */
public final class HeldLanes implements AutoCloseable {
    private record Held(Set<LeasedLane> lanes, Instant until) {}

    private static final System.Logger LOG = System.getLogger(HeldLanes.class.getName());

    private final Lanes lanes;
    private final String owner;
    private final Duration leaseTtl;
    private final InstantSource clock;
    private final Signal early = new Signal();
    private volatile Held held = new Held(Set.of(), Instant.EPOCH);

    public HeldLanes(Lanes lanes, String owner, Duration leaseTtl, InstantSource clock) {
        this.lanes = lanes;
        this.owner = owner;
        this.leaseTtl = leaseTtl;
        this.clock = clock;
    }

    /**
     * Renews the leases.
     *
     * @return whether there are lanes that were not held before, whose work may have waited for an owner
     */
    public boolean refresh() {
        Instant asked = clock.instant();
        Set<LeasedLane> before = all();
        Set<LeasedLane> now = Set.copyOf(lanes.hold(owner));
        held = new Held(now, asked.plus(leaseTtl));
        return !before.containsAll(now);
    }

    /**
     * Starts the heartbeat that renews the leases in time.
     *
     * @param gained called when there are new lanes; returns at once
     */
    public Worker startHeartbeat(String name, Runnable gained) {
        return Worker.start(name, () -> beat(gained), early, leaseTtl.dividedBy(3));
    }

    /** Has the heartbeat look now, since lanes may have become free. Returns at once. */
    public void look() {
        early.raise();
    }

    /** False, since a heartbeat always waits for its next turn. */
    private boolean beat(Runnable gained) {
        if (refresh()) {
            gained.run();
        }
        return false;
    }

    /** Whether the leases were renewed within their time. */
    public boolean current() {
        return clock.instant().isBefore(held.until);
    }

    /** The part of worker {@code index} of {@code workers}; parts are disjoint and cover all lanes held. */
    public Set<LeasedLane> share(int index, int workers) {
        return all().stream()
                .filter(leased -> worker(leased.lane(), workers) == index)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whose part the lane belongs to, whenever it is held. */
    static int worker(Lane lane, int workers) {
        return lane.number() % workers;
    }

    /** Whether all of these are held. */
    public boolean covers(Collection<Lane> lanes) {
        Set<LeasedLane> mine = all();
        if (mine.size() == Lane.COUNT) {
            return true;
        }
        Set<Lane> numbers = mine.stream().map(LeasedLane::lane).collect(Collectors.toSet());
        return numbers.containsAll(lanes);
    }

    /** All lanes held. */
    public Set<LeasedLane> all() {
        Held now = held;
        return clock.instant().isBefore(now.until) ? now.lanes : Set.of();
    }

    /** Gives the lanes back. While the leases are away there is no need: nobody renews them, so they run out. */
    @Override
    public void close() {
        held = new Held(Set.of(), Instant.EPOCH);
        try {
            lanes.release(owner);
        } catch (Unavailable e) {
            LOG.log(INFO, () -> "the lanes are left to run out: " + e.getMessage());
        }
    }
}
