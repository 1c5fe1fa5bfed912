package dev.portside.application.shared;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long a poll waits: the least after it found something, twice as long after each look that found nothing, up to a
 * bound. So what is busy is looked at often, and what is idle costs next to nothing. For one polling thread.
 */
public final class AdaptiveInterval implements Supplier<Duration> {
    private final Duration min;
    private final Duration max;
    private Duration next;

    public AdaptiveInterval(Duration min, Duration max) {
        this.min = min;
        this.max = max;
        this.next = min;
    }

    /** Starts anew from the least. */
    public void found() {
        next = min;
    }

    @Override
    public Duration get() {
        Duration now = next;
        Duration doubled = now.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return now;
    }
}
