package dev.portside.domain.tasks;

import dev.portside.domain.shared.Texts;

/** Names one accepted piece of work; the flow that issued it recognises its own ids by their form. */
public record TaskId(String value) {
    public static final int LENGTH_MAX = 100;

    public TaskId {
        Texts.bounded(value, 1, LENGTH_MAX);
    }
}
