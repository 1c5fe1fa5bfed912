package dev.portside.application.shared;

import java.time.InstantSource;
import java.util.Arrays;

/**
 * How often something happened in the last minute. Method: a ring of one counter per second; the window is the current
 * second and the 59 before it. Thread-safe; counting costs the same however much happens.
 */
public final class SlidingMinute {
    public static final int SECONDS = 60;

    private final InstantSource clock;
    private final long[] counts = new long[SECONDS];
    private final long[] seconds = new long[SECONDS];

    public SlidingMinute(InstantSource clock) {
        this.clock = clock;
        Arrays.fill(seconds, Long.MIN_VALUE);
    }

    public synchronized void count() {
        long now = clock.instant().getEpochSecond();
        int slot = Math.floorMod(now, SECONDS);
        if (seconds[slot] != now) {
            seconds[slot] = now;
            counts[slot] = 0;
        }
        counts[slot]++;
    }

    /** Events per second on average over the minute. */
    public synchronized double perSecond() {
        long now = clock.instant().getEpochSecond();
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            if (seconds[slot] > now - SECONDS && seconds[slot] <= now) {
                sum += counts[slot];
            }
        }
        return (double) sum / SECONDS;
    }
}
