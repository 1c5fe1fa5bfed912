package dev.portside.http;

import io.helidon.http.DateTime;
import java.nio.charset.StandardCharsets;

/**
 * An answer as it goes over the wire, made beforehand, to be sent many times over connections that stay open. What differs
 * from call to call has a fixed length, and is written into a copy.
 */
public final class ReadyAnswer {
    private static final String DATE = "Thu, 01 Jan 1970 00:00:00 GMT";

    private final byte[] template;
    private final int idAt;
    private final int dateAt;

    public ReadyAnswer(Answer answer) {
        String id = "0".repeat(RequestIds.LENGTH);
        this.template = AnswerWriter.bytes(answer.header("Date", DATE), id);
        // The head comes first, so that these are found there and not in the body.
        String text = new String(template, StandardCharsets.ISO_8859_1);
        this.idAt = text.indexOf(id);
        this.dateAt = text.indexOf(DATE);
    }

    /** The bytes for one call. */
    byte[] bytes(RequestIds ids) {
        byte[] bytes = template.clone();
        ids.putNext(bytes, idAt);
        System.arraycopy(DateTime.http1Bytes(), 0, bytes, dateAt, DATE.length());
        return bytes;
    }
}
