package dev.portside.domain.deadletters;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One piece of work that failed for good.
 *
 * @param id unique over all sources; the same failure of the same work has the same id
 * @param origin what the flow needs to take the work back: its task or event id
 * @param payload the work as text, exactly as it arrived where it is text at all
 * @param attempts how often it was tried, 1 or more
 * @param firstFailureAt to the microsecond, as every store can keep it
 * @param lastFailureAt likewise
 * @param traceparent the W3C trace context with which the work was accepted
 */
public record DeadLetter(
        String id,
        Source source,
        String origin,
        String payload,
        String error,
        int attempts,
        Instant firstFailureAt,
        Instant lastFailureAt,
        Optional<String> traceparent) {
    public DeadLetter {
        firstFailureAt = firstFailureAt.truncatedTo(ChronoUnit.MICROS);
        lastFailureAt = lastFailureAt.truncatedTo(ChronoUnit.MICROS);
    }
}
