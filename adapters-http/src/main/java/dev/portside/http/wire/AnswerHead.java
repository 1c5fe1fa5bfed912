package dev.portside.http.wire;

import io.helidon.common.buffers.BufferData;
import java.nio.charset.StandardCharsets;

/**
 * Mends the heads of answers that have no body. Helidon writes {@code Content-Length: 0} into each 204 and 304, which
 * RFC 9110, 8.6 forbids: a cache that takes a 304's length for that of its copy empties the copy.
 */
final class AnswerHead {
    private static final int STATUS_AT = "HTTP/1.1 ".length();
    private static final String LENGTH = "\r\nContent-Length: 0\r\n";

    private AnswerHead() {}

    /** @param answer begins with a status line */
    static BufferData mended(BufferData answer) {
        if (answer.available() < STATUS_AT + 3 || answer.get(STATUS_AT + 2) != '4') {
            return answer;
        }
        int first = answer.get(STATUS_AT);
        if (answer.get(STATUS_AT + 1) != '0' || (first != '2' && first != '3')) {
            return answer;
        }
        byte[] bytes = new byte[answer.available()];
        answer.read(bytes);
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        return BufferData.create(head.replace(LENGTH, "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }
}
