package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Texts;

/** What is limited, as the caller names it: 1 to 255 characters. */
public record LimitKey(String value) {
    public static final int LENGTH_MAX = 255;

    public LimitKey {
        Texts.bounded(value, 1, LENGTH_MAX);
    }
}
