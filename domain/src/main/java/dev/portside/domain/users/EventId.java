package dev.portside.domain.users;

import java.util.UUID;

/** Names one event for ever: it is the same over all attempts, replays and requeues. */
public record EventId(UUID value) {
    public String text() {
        return value.toString();
    }
}
