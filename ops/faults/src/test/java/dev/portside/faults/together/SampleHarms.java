package dev.portside.faults.together;

import dev.portside.faults.blows.Harm;
import dev.portside.faults.blows.Injected;
import dev.portside.faults.blows.PlannedHarm;
import dev.portside.faults.blows.Target;
import dev.portside.faults.fleet.Way;
import java.time.Duration;
import java.util.List;

/** Cuts of one way, from and to a second. */
final class SampleHarms {
    static final long SECOND = 1_000_000_000;
    private static final Target TARGET = new Target.Network(new Way("broker", List.of("instance 1"), List.of()));

    private SampleHarms() {}

    static Injected harm(long from, long over) {
        PlannedHarm planned = new PlannedHarm(Duration.ofNanos(from), Harm.CUT, 0, Duration.ZERO);
        return new Injected(planned, TARGET, from * SECOND, from * SECOND, over * SECOND);
    }
}
