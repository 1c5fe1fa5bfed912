package dev.portside.http.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads one request head (RFC 9112, 2.2 to 5) as its bytes arrive, line by line and strictly: nothing that two readers
 * could understand differently passes. Helidon then parses the same bytes.
 */
final class RequestHead {
    private static final int METHOD_LENGTH_MAX = 32;
    private static final byte[] VERSION = " HTTP/1.1".getBytes(StandardCharsets.US_ASCII);

    /** In bytes, from the target's end to the first header line. */
    static final int VERSION_AND_LINE_END = VERSION.length + 2;

    private final WireLimits limits;
    private final Framing framing = new Framing();
    private int scanned;
    private int lineStart;
    private int lines;
    private int headersStart;
    private int pathStart;
    private int pathEnd;

    RequestHead(WireLimits limits) {
        this.limits = limits;
    }

    /** Forgets the head that was read and awaits the next one. */
    void reset() {
        framing.reset();
        scanned = 0;
        lineStart = 0;
        lines = 0;
        headersStart = 0;
        pathStart = 0;
        pathEnd = 0;
    }

    /**
     * Reads on in a head that begins at {@code from}; repeated with more bytes until the head is whole.
     *
     * @return the index after the head, or -1 when it needs more bytes
     * @throws Refused when the head is faulty or too large
     */
    int read(byte[] bytes, int from, int to) {
        for (int i = from + scanned; i < to; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            int start = from + lineStart;
            if (i == start || bytes[i - 1] != '\r') {
                throw Refused.malformed("a line must end with CR LF");
            }
            checkSize(i + 1 - from);
            if (lines++ == 0) {
                requestLine(bytes, from, i - 1);
                headersStart = i + 1 - from;
            } else if (start == i - 1) {
                framing.check();
                return i + 1;
            } else {
                header(bytes, start, i - 1);
            }
            lineStart = i + 1 - from;
        }
        scanned = to - from;
        checkSize(scanned);
        return -1;
    }

    /** What the headers say of the body and the connection. */
    Framing framing() {
        return framing;
    }

    /** The head that begins at {@code from} and was read up to {@code end}. */
    Head whole(byte[] bytes, int from, int end) {
        return new Head(bytes, from, from + pathStart, from + pathEnd, from + headersStart, end);
    }

    /** The path of the request whose head begins at {@code from}; empty when its first line was not understood. */
    String path(byte[] bytes, int from) {
        return new String(bytes, from + pathStart, pathEnd - pathStart, StandardCharsets.US_ASCII);
    }

    private void checkSize(int size) {
        if (lines == 0 && size > limits.requestLineBytesMax()) {
            throw new Refused(414, "the request line is longer than " + limits.requestLineBytesMax() + " bytes");
        }
        if (lines > 0 && size - headersStart > limits.headersBytesMax()) {
            throw new Refused(431, "the headers are longer than " + limits.headersBytesMax() + " bytes");
        }
    }

    private void requestLine(byte[] bytes, int start, int end) {
        int space = start;
        while (space < end && Bytes.isMethod(bytes[space])) {
            space++;
        }
        if (space == start || space == end || bytes[space] != ' ' || space - start > METHOD_LENGTH_MAX) {
            throw Refused.malformed("the request line must be a method in capitals, a target and a version");
        }
        int target = space + 1;
        int targetEnd = end - VERSION.length;
        if (targetEnd <= target || !Arrays.equals(bytes, targetEnd, end, VERSION, 0, VERSION.length)) {
            throw Refused.malformed("the request line must end with the version HTTP/1.1");
        }
        pathEnd = RequestTarget.check(bytes, target, targetEnd) - start;
        pathStart = target - start;
    }

    private void header(byte[] bytes, int start, int end) {
        if (lines - 1 > limits.headersMax()) {
            throw new Refused(431, "the request has more than " + limits.headersMax() + " headers");
        }
        int colon = start;
        while (colon < end && Bytes.isToken(bytes[colon])) {
            colon++;
        }
        if (colon == start || colon == end || bytes[colon] != ':') {
            throw Refused.malformed("a header line must be a name, a colon and a value");
        }
        for (int i = colon + 1; i < end; i++) {
            if ((bytes[i] < ' ' && bytes[i] != '\t') || bytes[i] == 0x7f) {
                throw Refused.malformed("a header's value must be visible ASCII characters, spaces and tabs");
            }
        }
        framing.header(bytes, start, colon, end);
    }
}
