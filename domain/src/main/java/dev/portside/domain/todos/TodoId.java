package dev.portside.domain.todos;

import dev.portside.domain.shared.Texts;
import java.util.UUID;

/** A todo's id. */
public record TodoId(UUID value) {
    /** Reads the id's one written form, in upper or lower case. */
    public static TodoId of(String text) {
        return new TodoId(Texts.uuid(text));
    }

    public String text() {
        return value.toString();
    }
}
