package dev.portside.faults.together;

import dev.portside.faults.blows.Injected;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was broken when.
 *
 * @param startNanos when the run began, on the clock of the harms
 */
public record Timeline(long startNanos, List<Injected> harms) {
    /** For so long a harm that is over may still show. */
    private static final Duration SHOWS = Duration.ofSeconds(10);

    public double secondsAt(long nanos) {
        return (nanos - startNanos) / 1e9;
    }

    /** The moment, and what was broken then or shortly before, in words. */
    public String around(long nanos) {
        String near = harms.stream()
                .filter(harm -> harm.from() <= nanos && harm.lastedUntil(nanos, SHOWS))
                .map(harm -> "%s of %s from %.1f to %.1f s"
                        .formatted(
                                harm.planned().harm(),
                                harm.target().name(),
                                secondsAt(harm.from()),
                                secondsAt(harm.over())))
                .collect(Collectors.joining(", "));
        return "at %.1f s, %s".formatted(secondsAt(nanos), near.isEmpty() ? "nothing broken" : near);
    }
}
