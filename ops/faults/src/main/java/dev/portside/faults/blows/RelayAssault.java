package dev.portside.faults.blows;

import dev.portside.faults.fleet.DyingRelay;
import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.fleet.RelaySlot;
import dev.portside.faults.fleet.Victim;
import dev.portside.faults.load.FlowRun;
import dev.portside.faults.load.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Kills and pauses relays, the broker and the outbox's database as a schedule says, and brings them back. */
public final class RelayAssault implements FlowRun.Disturbance {
    private final RelayFleet fleet;
    private final List<DyingRelay> relays;
    private final Assault assault;

    /**
     * @param changes how many clients ask for
     * @param progress is told of each blow
     */
    public RelayAssault(RelayFleet fleet, int kills, int pauses, int changes, long seed, Consumer<String> progress) {
        this.fleet = fleet;
        this.relays = fleet.dyingRelays(seed);
        List<Victim> victims = new ArrayList<>(relays);
        victims.addAll(fleet.servers());
        this.assault = new Assault(victims, kills, pauses, changes, seed, progress);
    }

    @Override
    public void run(Load load) {
        relays.forEach(relay -> relay.workFrom(load::allowMore));
        assault.run(load);
    }

    /** Whether the whole schedule was carried out. */
    public boolean complete() {
        return assault.complete();
    }

    @Override
    public String toString() {
        Map<String, Integer> deaths = new TreeMap<>();
        relays.forEach(relay -> relay.deaths().forEach((place, times) -> deaths.merge(place, times, Integer::sum)));
        int leaves = fleet.relays().stream().mapToInt(RelaySlot::leaves).sum();
        return assault + "\nrelays died " + deaths + ", and " + leaves + " left in good order";
    }
}
