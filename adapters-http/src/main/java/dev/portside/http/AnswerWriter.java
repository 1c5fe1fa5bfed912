package dev.portside.http;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Puts answers on the wire with what every one of them carries. */
final class AnswerWriter {
    private static final Header NO_SNIFFING = HeaderValues.createCached("X-Content-Type-Options", "nosniff");
    private static final Header NO_CONTENTS =
            HeaderValues.createCached("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    private static final Header ASK_AGAIN = HeaderValues.createCached("Cache-Control", "no-cache");
    private static final Header NO_STORE = HeaderValues.createCached("Cache-Control", "no-store");
    private static final Header JSON = HeaderValues.createCached("Content-Type", Answer.JSON);
    private static final Header PROBLEM = HeaderValues.createCached("Content-Type", Problem.MEDIA_TYPE);

    private volatile boolean draining;

    /** From now on each answer is the last one of its connection. */
    void drain() {
        draining = true;
    }

    boolean draining() {
        return draining;
    }

    /** @return whether the answer is the last one of its connection */
    boolean send(Answer answer, ServerRequest request, ServerResponse response, String requestId) {
        boolean closes = draining || answer.closes();
        response.status(Status.create(answer.status()));
        response.header(RequestIds.HEADER, requestId);
        response.header(NO_SNIFFING);
        response.header(NO_CONTENTS);
        response.header(answer.has("ETag") ? ASK_AGAIN : NO_STORE);
        for (Answer.Header header : answer.headers()) {
            response.header(HeaderNames.create(header.name()), header.value());
        }
        if (closes) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        contentType(answer.mediaType(), response);
        if (request.prologue().method().equals(Method.HEAD) && answer.body().length > 0) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.send();
        } else {
            response.send(answer.body());
        }
        return closes;
    }

    private static void contentType(String mediaType, ServerResponse response) {
        switch (mediaType) {
            case "" -> {}
            case Answer.JSON -> response.header(JSON);
            case Problem.MEDIA_TYPE -> response.header(PROBLEM);
            default -> response.header(HeaderNames.CONTENT_TYPE, mediaType);
        }
    }

    /** An answer as bytes, head and body, for what never became a request or is made beforehand. */
    static byte[] bytes(Answer answer, String requestId) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(Status.create(answer.status()).text())
                .append("\r\n");
        List.of(NO_SNIFFING, NO_CONTENTS, answer.has("ETag") ? ASK_AGAIN : NO_STORE)
                .forEach(header -> line(head, header.name(), header.get()));
        line(head, RequestIds.HEADER.defaultCase(), requestId);
        answer.headers().forEach(header -> line(head, header.name(), header.value()));
        line(head, "Content-Type", answer.mediaType());
        line(head, "Content-Length", Integer.toString(answer.body().length));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(answer.body());
        return bytes.toByteArray();
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
