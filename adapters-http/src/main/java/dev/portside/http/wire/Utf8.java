package dev.portside.http.wire;

/** Checks UTF-8 byte by byte (RFC 3629, 4): no overlong forms, no surrogates, nothing above U+10FFFF. */
final class Utf8 {
    /** The state between two characters. */
    static final int WHOLE = 0;

    /** A state without a way out. */
    static final int FAULTY = -1;

    private Utf8() {}

    /** The state after one more byte (0 to 255): how many bytes must follow, and the bounds of the next one. */
    static int next(int state, int b) {
        if (state == FAULTY) {
            return FAULTY;
        }
        if (state != WHOLE) {
            int min = state >> 8 & 0xff;
            int max = state & 0xff;
            int following = (state >> 16) - 1;
            return b < min || b > max ? FAULTY : following == 0 ? WHOLE : expect(following, 0x80, 0xbf);
        }
        if (b < 0x80) {
            return WHOLE;
        }
        return switch (b) {
            case 0xe0 -> expect(2, 0xa0, 0xbf);
            case 0xed -> expect(2, 0x80, 0x9f);
            case 0xf0 -> expect(3, 0x90, 0xbf);
            case 0xf4 -> expect(3, 0x80, 0x8f);
            default ->
                b >= 0xc2 && b <= 0xdf
                        ? expect(1, 0x80, 0xbf)
                        : b >= 0xe1 && b <= 0xef
                                ? expect(2, 0x80, 0xbf)
                                : b >= 0xf1 && b <= 0xf3 ? expect(3, 0x80, 0xbf) : FAULTY;
        };
    }

    private static int expect(int following, int min, int max) {
        return following << 16 | min << 8 | max;
    }
}
