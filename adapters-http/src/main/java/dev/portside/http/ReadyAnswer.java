package dev.portside.http;

import io.helidon.http.DateTime;
import java.nio.charset.StandardCharsets;

/**
 * An answer as it goes over the wire, made beforehand, to be sent many times over connections that stay open. What differs
 * from call to call has a fixed length, and is written into a copy.
 */
final class ReadyAnswer {
    private static final String DATE = "Thu, 01 Jan 1970 00:00:00 GMT";

    private final int status;
    private final byte[] bytes;
    private final int idAt;
    private final int dateAt;

    ReadyAnswer(Answer answer, AnswerWriter writer) {
        String id = "0".repeat(RequestIds.LENGTH);
        this.status = answer.status();
        this.bytes = writer.bytes(answer, id, (DATE + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        // The head comes first, so that these are found there and not in the body.
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        this.idAt = text.indexOf(id);
        this.dateAt = text.indexOf(DATE);
    }

    int status() {
        return status;
    }

    /** All but what is each call's own. Nobody changes them. */
    byte[] bytes() {
        return bytes;
    }

    /** Makes the copy that begins at {@code at} the answer to one call. */
    void complete(byte[] target, int at, RequestIds ids) {
        ids.putNext(target, at + idAt);
        System.arraycopy(DateTime.http1Bytes(), 0, target, at + dateAt, DATE.length());
    }
}
