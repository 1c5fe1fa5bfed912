package dev.portside.http.flows;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One flow, to be looked at while it runs.
 *
 * @param waiting may take its time; empty when it cannot be told now
 */
public record Flow(String name, Supplier<Totals> totals, Supplier<Optional<Waiting>> waiting) {
    /** How many pieces of work went which way since the start of this instance. */
    public record Totals(long accepted, long applied, long rejected, long dead) {}

    /**
     * What has still to be done, by whatever instance.
     *
     * @param oldest the age of the oldest piece of work; empty when the flow does not know it
     */
    public record Waiting(long entries, Optional<Duration> oldest) {}
}
