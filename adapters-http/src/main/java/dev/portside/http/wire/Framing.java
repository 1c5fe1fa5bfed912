package dev.portside.http.wire;

/**
 * The headers that say where a request ends and what becomes of its connection (RFC 9112, 6 and 9; RFC 9110, 7.2, 10.1.1).
 *
 * <p>Two header lines are rewritten in place, so that Helidon understands them as this class does: {@code chunked} is put
 * into lower case, and {@code Expect} gets another name, since {@link RequestBytes} answers it.
 */
final class Framing {
    private static final int LENGTH_DIGITS_MAX = 18;

    private int hosts;
    private long length;
    private boolean chunked;
    private boolean expectsContinue;
    private boolean closes;

    void reset() {
        hosts = 0;
        length = -1;
        chunked = false;
        expectsContinue = false;
        closes = false;
    }

    /** One header line whose characters are sound; {@link Refused} when it is faulty or contradicts another one. */
    void header(byte[] bytes, int start, int colon, int end) {
        int from = colon + 1;
        int to = end;
        while (from < to && isBlank(bytes[from])) {
            from++;
        }
        while (to > from && isBlank(bytes[to - 1])) {
            to--;
        }
        switch (colon - start) {
            case 4 -> host(bytes, start, colon, from, to);
            case 6 -> expect(bytes, start, colon, from, to);
            case 10 -> connection(bytes, start, colon, from, to);
            case 14 -> contentLength(bytes, start, colon, from, to);
            case 16 -> contentEncoding(bytes, start, colon);
            case 17 -> transferEncoding(bytes, start, colon, from, to);
            default -> {}
        }
    }

    /** {@link Refused} when the headers together are faulty. */
    void check() {
        if (hosts != 1) {
            throw Refused.malformed("a request must have one Host header");
        }
        if (chunked && length >= 0) {
            throw Refused.malformed("a request must not have both Content-Length and Transfer-Encoding");
        }
    }

    /** The stated length of the body, -1 when there is none. */
    long length() {
        return length;
    }

    boolean chunked() {
        return chunked;
    }

    /** Whether the peer waits for {@code 100 Continue} before it sends the body. */
    boolean expectsContinue() {
        return expectsContinue && (chunked || length > 0);
    }

    /** Whether the peer asks for the connection to be closed after the answer. */
    boolean closes() {
        return closes;
    }

    private void host(byte[] bytes, int start, int colon, int from, int to) {
        if (!Bytes.spell(bytes, start, colon, "host")) {
            return;
        }
        hosts++;
        HostHeader.check(bytes, from, to);
    }

    private void expect(byte[] bytes, int start, int colon, int from, int to) {
        if (!Bytes.spell(bytes, start, colon, "expect")) {
            return;
        }
        if (!Bytes.spell(bytes, from, to, "100-continue")) {
            throw new Refused(417, "the only expectation that can be met is 100-continue");
        }
        expectsContinue = true;
        bytes[start] = 'X';
    }

    private void connection(byte[] bytes, int start, int colon, int from, int to) {
        if (!Bytes.spell(bytes, start, colon, "connection")) {
            return;
        }
        int token = from;
        for (int i = from; i <= to; i++) {
            if (i == to || bytes[i] == ',' || isBlank(bytes[i])) {
                closes |= Bytes.spell(bytes, token, i, "close");
                token = i + 1;
            }
        }
    }

    private void contentLength(byte[] bytes, int start, int colon, int from, int to) {
        if (!Bytes.spell(bytes, start, colon, "content-length")) {
            return;
        }
        if (length >= 0) {
            throw Refused.malformed("a request must have one Content-Length");
        }
        if (from == to || to - from > LENGTH_DIGITS_MAX) {
            throw Refused.malformed("Content-Length must be a whole number");
        }
        length = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw Refused.malformed("Content-Length must be a whole number");
            }
            length = length * 10 + bytes[i] - '0';
        }
    }

    private static void contentEncoding(byte[] bytes, int start, int colon) {
        if (Bytes.spell(bytes, start, colon, "content-encoding")) {
            throw new Refused(415, "the body must not have a content coding");
        }
    }

    private void transferEncoding(byte[] bytes, int start, int colon, int from, int to) {
        if (!Bytes.spell(bytes, start, colon, "transfer-encoding")) {
            return;
        }
        if (chunked) {
            throw Refused.malformed("a request must have one Transfer-Encoding");
        }
        if (!Bytes.spell(bytes, from, to, "chunked")) {
            throw Refused.malformed("the only Transfer-Encoding is chunked");
        }
        chunked = true;
        for (int i = from; i < to; i++) {
            bytes[i] |= 0x20;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
