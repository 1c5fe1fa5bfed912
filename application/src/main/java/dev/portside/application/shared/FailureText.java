package dev.portside.application.shared;

import dev.portside.application.json.BadJson;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;

/**
 * What a failure may say to people outside, as in a dead letter. The faults that are written for callers speak for
 * themselves; any other exception's text may hold statements, class names or addresses and stays in the log.
 */
public final class FailureText {
    public static final int LENGTH_MAX = 4000;

    private static final String NEUTRAL = "an unexpected failure; the log has its cause under this id";

    private FailureText() {}

    /** A text of at most {@value #LENGTH_MAX} characters. The caller logs the failure itself, with the id. */
    public static String of(Throwable failure) {
        return switch (failure) {
            case Invalid _, BadJson _, Unavailable _ -> shortened(String.valueOf(failure.getMessage()));
            default -> NEUTRAL;
        };
    }

    private static String shortened(String text) {
        if (text.codePointCount(0, text.length()) <= LENGTH_MAX) {
            return text;
        }
        return text.substring(0, text.offsetByCodePoints(0, LENGTH_MAX - 1)) + "…";
    }
}
