package dev.portside.domain.shared;

import java.util.UUID;

/** The rules that all texts from outside share. */
public final class Texts {
    private Texts() {}

    /**
     * Checks a text's length in code points and that it can be stored anywhere.
     *
     * @return the text itself
     * @throws Invalid when it is shorter than {@code lengthMin}, longer than {@code lengthMax}, or holds U+0000 or half
     *     of a surrogate pair, which PostgreSQL and UTF-8 cannot hold
     */
    public static String bounded(String text, int lengthMin, int lengthMax) {
        int length = text.codePointCount(0, text.length());
        if (length < lengthMin || length > lengthMax) {
            throw new Invalid("must be " + lengthMin + " to " + lengthMax + " characters long");
        }
        return storable(text);
    }

    /** The text itself; {@link Invalid} when it holds U+0000 or half of a surrogate pair. */
    public static String storable(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new Invalid("must not contain the character U+0000");
        }
        if (text.codePoints().anyMatch(Texts::isSurrogate)) {
            throw new Invalid("must not contain half of a surrogate pair");
        }
        return text;
    }

    /** Reads a UUID in its one written form, in upper or lower case; {@link Invalid} when the text is none. */
    public static UUID uuid(String text) {
        UUID value;
        try {
            value = UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw new Invalid("must be a UUID");
        }
        // UUID.fromString takes short groups as well, which would give one thing many ids.
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new Invalid("must be a UUID");
        }
        return value;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
