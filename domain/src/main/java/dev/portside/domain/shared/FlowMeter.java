package dev.portside.domain.shared;

import java.time.Duration;

/**
 * Counts what one asynchronous flow does. Fast, thread-safe, never throws.
 *
 * <p>{@code kind} is one of a few fixed words, such as {@code insert}; never something that a caller sent.
 */
public interface FlowMeter {
    void accepted(String kind);

    /** @param sinceAccepted how long the work was under way */
    void applied(String kind, Duration sinceAccepted);

    void rejected(String kind, Duration sinceAccepted);

    void dead(String kind);

    /** One batch of {@code size} pieces of work took {@code took}. */
    void batch(int size, Duration took);

    /** Counts nothing. */
    FlowMeter NONE = new FlowMeter() {
        @Override
        public void accepted(String kind) {}

        @Override
        public void applied(String kind, Duration sinceAccepted) {}

        @Override
        public void rejected(String kind, Duration sinceAccepted) {}

        @Override
        public void dead(String kind) {}

        @Override
        public void batch(int size, Duration took) {}
    };
}
