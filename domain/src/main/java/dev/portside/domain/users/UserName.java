package dev.portside.domain.users;

import dev.portside.domain.shared.Texts;

/** A user's name as it was given: 1 to 255 characters. */
public record UserName(String value) {
    public static final int LENGTH_MAX = 255;

    public UserName {
        Texts.bounded(value, 1, LENGTH_MAX);
    }
}
