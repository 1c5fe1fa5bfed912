package dev.portside.http;

import io.helidon.http.DateTime;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Puts answers on the wire with what every one of them carries: one way for all of them, whoever makes them. */
final class AnswerWriter {
    private static final int HEAD_BYTES_USUAL = 512;

    private static final List<Answer.Header> ALWAYS = List.of(
            new Answer.Header("X-Content-Type-Options", "nosniff"),
            new Answer.Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));
    /** For a year, callers don't fall back to what everybody can read (RFC 6797). */
    private static final Answer.Header STRICT_TRANSPORT =
            new Answer.Header("Strict-Transport-Security", "max-age=31536000");

    private static final Answer.Header ASK_AGAIN = new Answer.Header("Cache-Control", "no-cache");
    private static final Answer.Header NO_STORE = new Answer.Header("Cache-Control", "no-store");

    private final boolean secure;
    private volatile boolean draining;

    /** @param secure whether all its answers go over encrypted connections */
    AnswerWriter(boolean secure) {
        this.secure = secure;
    }

    boolean secure() {
        return secure;
    }

    /** From now on each answer is the last one of its connection. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    /** @return whether the answer is the last one of its connection */
    boolean send(Answer answer, ServerRequest request, ServerResponse response, String requestId) {
        boolean bodiless = request.prologue().method().equals(Method.HEAD);
        if (answer.stream().isPresent() && !bodiless) {
            stream(answer, answer.stream().get(), response, requestId);
            return true;
        }
        answer.stream().ifPresent(Answer.Stream::close);
        boolean closes = draining || answer.closes();
        boolean last = closes || request.headers().contains(HeaderValues.CONNECTION_CLOSE);
        if (last) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        RawAnswers.send(response, bytes(answer, requestId, DateTime.http1Bytes(), last, bodiless));
        return closes;
    }

    private void stream(Answer answer, Answer.Stream stream, ServerResponse response, String requestId) {
        try (stream) {
            RawAnswers.stream(response, bytes(answer, requestId, DateTime.http1Bytes(), true, true), stream);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last answer of a connection whose request could not be read. */
    byte[] last(Answer answer, String requestId) {
        return bytes(answer, requestId, DateTime.http1Bytes(), true, false);
    }

    /** The answer as bytes, head and body, for a connection that stays open. */
    byte[] bytes(Answer answer, String requestId, byte[] date) {
        return bytes(answer, requestId, date, false, false);
    }

    private byte[] bytes(Answer answer, String requestId, byte[] date, boolean last, boolean bodiless) {
        byte[] head = head(answer, requestId, date, last).getBytes(StandardCharsets.ISO_8859_1);
        if (bodiless || answer.body().length == 0) {
            return head;
        }
        byte[] bytes = Arrays.copyOf(head, head.length + answer.body().length);
        System.arraycopy(answer.body(), 0, bytes, head.length, answer.body().length);
        return bytes;
    }

    /** @param date with the line's end */
    private String head(Answer answer, String requestId, byte[] date, boolean last) {
        StringBuilder head = new StringBuilder(HEAD_BYTES_USUAL)
                .append("HTTP/1.1 ")
                .append(Status.create(answer.status()).text())
                .append("\r\nDate: ")
                .append(new String(date, StandardCharsets.ISO_8859_1));
        ALWAYS.forEach(header -> preset(head, answer, header));
        if (secure) {
            preset(head, answer, STRICT_TRANSPORT);
        }
        preset(head, answer, answer.has("ETag") ? ASK_AGAIN : NO_STORE);
        line(head, RequestIds.HEADER.defaultCase(), requestId);
        answer.headers().forEach(header -> line(head, header.name(), header.value()));
        if (last && !answer.closes()) {
            line(head, Problem.CLOSE.name(), Problem.CLOSE.value());
        }
        if (!answer.mediaType().isEmpty()) {
            line(head, "Content-Type", answer.mediaType());
        }
        if (answer.stream().isPresent()) {
            line(head, "Transfer-Encoding", "chunked");
        } else if (answer.status() != 204 && answer.status() != 304) {
            line(head, "Content-Length", Integer.toString(answer.body().length));
        }
        return head.append("\r\n").toString();
    }

    private static void preset(StringBuilder head, Answer answer, Answer.Header header) {
        if (!answer.has(header.name())) {
            line(head, header.name(), header.value());
        }
    }

    private static void line(StringBuilder head, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ') {
                throw new IllegalStateException("a header's value must stay on its line");
            }
        }
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
