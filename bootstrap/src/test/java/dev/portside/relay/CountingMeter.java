package dev.portside.relay;

import dev.portside.domain.shared.FlowMeter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what a flow reports, by what it is and of which kind. */
final class CountingMeter implements FlowMeter {
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    @Override
    public void accepted(String kind) {
        add("accepted");
    }

    @Override
    public void applied(String kind, Duration sinceAccepted) {
        add("applied");
        add("applied " + kind);
    }

    @Override
    public void rejected(String kind, Duration sinceAccepted) {
        add("rejected");
    }

    @Override
    public void dead(String kind) {
        add("dead");
    }

    @Override
    public void batch(int size, Duration took) {
        add("batch");
    }

    int count(String what) {
        return counts.getOrDefault(what, 0);
    }

    private void add(String what) {
        counts.merge(what, 1, Integer::sum);
    }
}
