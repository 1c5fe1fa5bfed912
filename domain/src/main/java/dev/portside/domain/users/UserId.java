package dev.portside.domain.users;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Lane;
import java.util.UUID;

/** A user's id; new ones are UUIDs of version 7, so that they grow with time. */
public record UserId(UUID value) {
    /** Reads the id's one written form, in upper or lower case. */
    public static UserId of(String text) {
        UUID value;
        try {
            value = UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new Invalid("must be a UUID");
        }
        // UUID.fromString takes short groups as well, which would give one user many ids.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new Invalid("must be a UUID");
        }
        return new UserId(value);
    }

    /** The lane in which the user's events are relayed. */
    public Lane lane() {
        return Lane.of(text());
    }

    public String text() {
        return value.toString();
    }
}
