package dev.portside.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.ServerRequestHeaders;

/**
 * Refuses requests whose length two readers could understand differently, and closes their connection: the way by which
 * one request is smuggled inside another (RFC 9112, 6.3; design note "Easy to get wrong", 2).
 */
final class Framing {
    private Framing() {}

    static void check(ServerRequestHeaders headers) {
        boolean hasLength = headers.contains(HeaderNames.CONTENT_LENGTH);
        boolean hasCoding = headers.contains(HeaderNames.TRANSFER_ENCODING);
        if (hasLength && hasCoding) {
            throw ambiguous("a request must not have both Content-Length and Transfer-Encoding");
        }
        if (hasLength && headers.get(HeaderNames.CONTENT_LENGTH).valueCount() > 1) {
            throw ambiguous("a request must have one Content-Length");
        }
        if (hasLength && !headers.get(HeaderNames.CONTENT_LENGTH).get().matches("[0-9]{1,18}")) {
            throw ambiguous("Content-Length must be a whole number");
        }
        if (hasCoding && !headers.get(HeaderNames.TRANSFER_ENCODING).get().equalsIgnoreCase("chunked")) {
            throw ambiguous("the only Transfer-Encoding is chunked");
        }
    }

    private static ProblemException ambiguous(String detail) {
        return new ProblemException(Problem.badRequest(detail).header("Connection", "close"));
    }
}
