package dev.portside.application.shared;

import dev.portside.domain.shared.FlowMeter;
import java.time.Duration;
import java.time.InstantSource;

/** Follows how fast a flow runs, and passes on what it counts. */
public final class FlowRates implements FlowMeter {
    private final FlowMeter next;
    private final SlidingMinute accepted;
    private final SlidingMinute applied;
    private final SlidingMinute rejected;
    private final SlidingMinute dead;

    public FlowRates(FlowMeter next, InstantSource clock) {
        this.next = next;
        this.accepted = new SlidingMinute(clock);
        this.applied = new SlidingMinute(clock);
        this.rejected = new SlidingMinute(clock);
        this.dead = new SlidingMinute(clock);
    }

    @Override
    public void accepted(String kind) {
        accepted.count();
        next.accepted(kind);
    }

    @Override
    public void applied(String kind, Duration sinceAccepted) {
        applied.count();
        next.applied(kind, sinceAccepted);
    }

    @Override
    public void rejected(String kind, Duration sinceAccepted) {
        rejected.count();
        next.rejected(kind, sinceAccepted);
    }

    @Override
    public void dead(String kind) {
        dead.count();
        next.dead(kind);
    }

    @Override
    public void batch(int size, Duration took) {
        next.batch(size, took);
    }

    public double acceptedPerSecond() {
        return accepted.perSecond();
    }

    public double appliedPerSecond() {
        return applied.perSecond();
    }

    public double rejectedPerSecond() {
        return rejected.perSecond();
    }

    public double deadPerSecond() {
        return dead.perSecond();
    }
}
