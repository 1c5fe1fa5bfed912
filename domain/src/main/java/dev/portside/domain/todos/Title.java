package dev.portside.domain.todos;

import dev.portside.domain.shared.Texts;

/** What is to be done: 1 to {@value #LENGTH_MAX} characters. */
public record Title(String value) {
    public static final int LENGTH_MAX = 500;

    public Title {
        Texts.bounded(value, 1, LENGTH_MAX);
    }
}
