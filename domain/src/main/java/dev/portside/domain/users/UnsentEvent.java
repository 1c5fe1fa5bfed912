package dev.portside.domain.users;

import java.time.Instant;
import java.util.Optional;

/**
 * An event that waits in the outbox.
 *
 * @param failures how often publishing it alone failed so far
 * @param firstFailureAt when it failed first
 */
public record UnsentEvent(UserEvent event, int failures, Optional<Instant> firstFailureAt) {
    public static UnsentEvent fresh(UserEvent event) {
        return new UnsentEvent(event, 0, Optional.empty());
    }

    public UnsentEvent failedAt(Instant now) {
        return new UnsentEvent(event, failures + 1, Optional.of(firstFailureAt.orElse(now)));
    }
}
