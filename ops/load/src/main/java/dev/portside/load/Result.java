package dev.portside.load;

import java.time.Duration;

/**
 * What a run showed.
 *
 * @param sending from the first task's start to the last one's
 * @param whole from the first task's start to the last one's end, without the check afterwards
 */
public record Result(
        String scenario, LoadPlan plan, Measurements measured, Tally tally, Duration sending, Duration whole) {
    private static final int LATE_PART_MAX = 20;

    /** How much later than it was due the last task started. */
    public Duration late() {
        return sending.minusNanos(plan.due(plan.tasks() - 1));
    }

    /** Whether tasks started as fast as was asked: the last was late by no more than the plan allows. */
    public boolean rateHeld() {
        Duration part = Duration.ofNanos(plan.due(plan.tasks() - 1) / LATE_PART_MAX);
        return late().compareTo(part) <= 0 || late().compareTo(plan.lateMax()) <= 0;
    }

    /** Whether every task was taken, is there and is right, at the rate that was asked. */
    public boolean sound() {
        return rateHeld() && tally.count(Ending.DONE) == plan.tasks();
    }

    /** Tasks that started in a second. */
    public double startedPerSecond() {
        return sending.isZero() ? plan.perSecond() : (plan.tasks() - 1) * 1e9 / sending.toNanos();
    }
}
