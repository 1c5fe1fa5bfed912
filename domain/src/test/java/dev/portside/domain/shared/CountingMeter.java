package dev.portside.domain.shared;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what is counted, one word or two for each. */
public final class CountingMeter implements FlowMeter {
    public final List<String> counted = new CopyOnWriteArrayList<>();

    @Override
    public void accepted(String kind) {
        counted.add("accepted " + kind);
    }

    @Override
    public void applied(String kind, Duration sinceAccepted) {
        counted.add("applied " + kind + " after " + sinceAccepted);
    }

    @Override
    public void rejected(String kind, Duration sinceAccepted) {
        counted.add("rejected " + kind + " after " + sinceAccepted);
    }

    @Override
    public void dead(String kind) {
        counted.add("dead " + kind);
    }

    @Override
    public void batch(int size, Duration took) {
        counted.add("batch " + size);
    }
}
