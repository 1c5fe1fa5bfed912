package dev.portside.bootstrap.steps;

import dev.portside.domain.shared.Invalid;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a relay ends its process.
 *
 * @param step as {@link Steps#at} names it
 * @param passing 1 for the first time that the relay comes there
 */
public record HaltPoint(String step, int passing) {
    private static final Pattern TEXT = Pattern.compile("((?:before|after) [a-z ]{1,40}):([1-9]\\d{0,5})");

    /** Reads a text such as {@code after publish:3}. */
    public static HaltPoint of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new Invalid("must be a step and how often it is passed, such as after publish:3");
        }
        return new HaltPoint(parts.group(1), Integer.parseInt(parts.group(2)));
    }

    @Override
    public String toString() {
        return step + ':' + passing;
    }
}
