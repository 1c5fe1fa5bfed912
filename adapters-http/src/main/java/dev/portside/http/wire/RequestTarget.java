package dev.portside.http.wire;

/**
 * Checks a request target in origin form (RFC 9112, 3.2.1): its characters, its percent-encoding down to valid UTF-8, no
 * dot segments, no path parameters, so that no later reader can take the path for another one.
 */
final class RequestTarget {
    private static final int QUERY_PARAMETERS_MAX = 64;

    private final byte[] bytes;
    private final int to;
    private int at;
    private int utf8;

    private RequestTarget(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /**
     * {@link Refused} when the target is faulty.
     *
     * @return the index after its path
     */
    static int check(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != '/') {
            throw Refused.malformed("the request target must be a path, with or without a query");
        }
        RequestTarget target = new RequestTarget(bytes, from, to);
        target.path();
        int pathEnd = target.at;
        target.query();
        return pathEnd;
    }

    private void path() {
        int segmentLength = 0;
        int segmentDots = 0;
        at++;
        for (; at < to && bytes[at] != '?'; at++) {
            if (bytes[at] == '/') {
                checkSegment(segmentLength, segmentDots);
                segmentLength = 0;
                segmentDots = 0;
                continue;
            }
            if (bytes[at] != '%' && !Bytes.isPath(bytes[at])) {
                throw Refused.malformed("the path holds a character that must be percent-encoded");
            }
            segmentLength++;
            if (character() == '.') {
                segmentDots++;
            }
        }
        checkSegment(segmentLength, segmentDots);
    }

    private void checkSegment(int length, int dots) {
        checkWhole();
        if (dots == length && (length == 1 || length == 2)) {
            throw Refused.malformed("the path must not have . or .. as a segment");
        }
    }

    private void query() {
        int parameters = 1;
        for (at++; at < to; at++) {
            if (bytes[at] != '%' && !Bytes.isQuery(bytes[at])) {
                throw Refused.malformed("the query holds a character that must be percent-encoded");
            }
            if (bytes[at] == '&' && ++parameters > QUERY_PARAMETERS_MAX) {
                throw Refused.malformed("the query has more than " + QUERY_PARAMETERS_MAX + " parameters");
            }
            character();
        }
        checkWhole();
    }

    /** The byte at {@code at}, decoded; moves to the last of its characters. */
    private int character() {
        int value = bytes[at];
        if (value == '%') {
            int high = at + 2 < to ? Bytes.hex(bytes[at + 1]) : -1;
            int low = at + 2 < to ? Bytes.hex(bytes[at + 2]) : -1;
            if (high < 0 || low < 0) {
                throw Refused.malformed("a percent sign must be followed by two hexadecimal digits");
            }
            value = high << 4 | low;
            at += 2;
        }
        if (value == 0) {
            throw Refused.malformed("the request target must not hold the character U+0000");
        }
        utf8 = Utf8.next(utf8, value);
        return value;
    }

    private void checkWhole() {
        if (utf8 != Utf8.WHOLE) {
            throw Refused.malformed("what is percent-encoded must be UTF-8");
        }
    }
}
