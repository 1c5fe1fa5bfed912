package dev.portside.benchmark;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** When calls are due. */
interface Pace {
    long NEVER = Long.MAX_VALUE;

    /**
     * When a call is due, in nanoseconds since the first one; {@link #NEVER} when there are no more.
     *
     * @param call its number, from 0
     * @param now nanoseconds since the first call
     */
    long due(long call, long now);

    /** Whoever has an answer calls again at once, until the time is over. */
    static Pace closedLoop(Duration time) {
        long end = time.toNanos();
        return (_, now) -> now < end ? now : NEVER;
    }

    /** As {@link #closedLoop}, until there were so many calls. */
    static Pace calls(long count) {
        return (call, now) -> call < count ? now : NEVER;
    }

    /** Calls come evenly, whatever the answers do. */
    static Pace openLoop(double perSecond, Duration time) {
        double interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long end = time.toNanos();
        return (call, _) -> {
            long due = (long) (call * interval);
            return due < end ? due : NEVER;
        };
    }
}
