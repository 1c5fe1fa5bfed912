package dev.portside.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How much is done.
 *
 * @param perSecond tasks that start in a second, evenly
 * @param tasks in all
 * @param lateMax how much later than it was due the last task may start, where that is more than a twentieth of the time
 * @param inFlightMax tasks under way at once; those that are due when so many are wait, and their wait is measured
 */
public record LoadPlan(int perSecond, int tasks, Duration lateMax, int inFlightMax) {
    /** When a task is to start, in nanoseconds since the first. */
    long due(int task) {
        return TimeUnit.SECONDS.toNanos(1) * task / perSecond;
    }
}
