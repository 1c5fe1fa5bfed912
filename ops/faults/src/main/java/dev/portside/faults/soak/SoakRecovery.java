package dev.portside.faults.soak;

import dev.portside.faults.blows.Injected;
import java.time.Duration;
import java.util.Optional;

/**
 * How soon a flow was as fast as before.
 *
 * @param time from the end of the harm on; empty when it did not happen
 * @param observed how long it could have happened
 */
public record SoakRecovery(String flow, Injected harm, Optional<Duration> time, Duration observed) {
    private static final Duration TIME_MAX = Duration.ofSeconds(5);

    boolean inTime() {
        return time.map(each -> each.compareTo(TIME_MAX) <= 0).orElse(observed.compareTo(TIME_MAX.plusSeconds(1)) < 0);
    }

    @Override
    public String toString() {
        return "%s %s after %s of %s"
                .formatted(
                        flow,
                        time.map(each -> "was as fast as before %.1f s".formatted(each.toMillis() / 1e3))
                                .orElse("was not as fast as before within %.1f s".formatted(observed.toMillis() / 1e3)),
                        harm.planned().harm(),
                        harm.target().name());
    }
}
