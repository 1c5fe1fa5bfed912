package dev.portside.domain.users;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of the sent events.
 *
 * @param from when they occurred, this included
 * @param to when they occurred, this excluded
 */
public record SentEvents(Instant from, Instant to, Optional<UserEvent.Type> type, Optional<UserId> user) {
    public boolean include(UserEvent event) {
        return !event.occurredAt().isBefore(from)
                && event.occurredAt().isBefore(to)
                && type.map(event.type()::equals).orElse(true)
                && user.map(event.user().id()::equals).orElse(true);
    }
}
