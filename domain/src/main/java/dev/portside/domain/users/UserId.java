package dev.portside.domain.users;

import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.Texts;
import java.util.UUID;

/** A user's id; new ones are UUIDs of version 7, so that they grow with time. */
public record UserId(UUID value) {
    /** Reads the id's one written form, in upper or lower case. */
    public static UserId of(String text) {
        return new UserId(Texts.uuid(text));
    }

    /** The lane in which the user's events are relayed. */
    public Lane lane() {
        return Lane.of(text());
    }

    public String text() {
        return value.toString();
    }
}
