package dev.portside.postgres.records;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Which lanes a worker of this instance works on, as far as it shows from what workers ask for. Only a hint: lanes move at
 * any time. Thread-safe.
 */
final class WorkerLanes {
    private static final long FRESH_NANOS = Duration.ofSeconds(10).toNanos();

    private record Asked(BitSet lanes, long at) {
        int first() {
            return lanes.nextSetBit(0);
        }

        boolean isFresh(long now) {
            return now - at < FRESH_NANOS;
        }
    }

    private volatile List<Asked> workers = List.of();

    /** A worker asks for tasks of these lanes, of which there is one at least. */
    synchronized void asked(Set<LeasedLane> held) {
        long now = System.nanoTime();
        BitSet lanes = new BitSet(Lane.COUNT);
        held.forEach(leased -> lanes.set(leased.lane().number()));
        Asked asked = new Asked(lanes, now);
        List<Asked> others = new ArrayList<>(workers);
        others.removeIf(other -> !other.isFresh(now) || other.lanes.intersects(lanes));
        others.add(asked);
        workers = List.copyOf(others);
    }

    /** The number, less than {@link Lane#COUNT}, of the worker who works on the lane; empty when nobody does so here. */
    OptionalInt worker(Lane lane) {
        long now = System.nanoTime();
        for (Asked asked : workers) {
            if (asked.lanes.get(lane.number()) && asked.isFresh(now)) {
                return OptionalInt.of(asked.first());
            }
        }
        return OptionalInt.empty();
    }
}
