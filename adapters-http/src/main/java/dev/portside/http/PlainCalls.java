package dev.portside.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;

/**
 * The calls of a hot route that ask for nothing but the answer: no token, no condition, no request id of their own, no end of the connection. They
 * get a ready one; all others go the ordinary way.
 */
final class PlainCalls {
    private final Access access;
    private final Shortcut shortcut;
    private final Gate gate;
    private final RequestIds ids;
    private final AnswerWriter writer;

    PlainCalls(Access access, Shortcut shortcut, Gate gate, RequestIds ids, AnswerWriter writer) {
        this.access = access;
        this.shortcut = shortcut;
        this.gate = gate;
        this.ids = ids;
        this.writer = writer;
    }

    /** Answers the call when it is plain; false, having done nothing, when it is not. */
    boolean answered(ServerRequest request, ServerResponse response) {
        if (!isPlain(request) || !gate.isOpen(access) || writer.draining()) {
            return false;
        }
        Optional<ReadyAnswer> ready = ready(request.query().rawValue());
        if (ready.isEmpty()) {
            return false;
        }
        RawAnswers.send(response, ready.get().bytes(ids));
        return true;
    }

    private static boolean isPlain(ServerRequest request) {
        ServerRequestHeaders headers = request.headers();
        return request.prologue().method().equals(Method.GET)
                && !headers.contains(HeaderNames.AUTHORIZATION)
                && !headers.contains(HeaderNames.IF_NONE_MATCH)
                && !headers.contains(RequestIds.HEADER)
                && (!headers.contains(HeaderNames.CONNECTION) || staysOpen(headers))
                && (!headers.contains(HeaderNames.ACCEPT) || acceptsJson(headers));
    }

    private static boolean staysOpen(ServerRequestHeaders headers) {
        return headers.get(HeaderNames.CONNECTION).get().equalsIgnoreCase("keep-alive");
    }

    private static boolean acceptsJson(ServerRequestHeaders headers) {
        String accept = headers.get(HeaderNames.ACCEPT).get();
        return accept.equals("*/*") || accept.equals(Answer.JSON);
    }

    private Optional<ReadyAnswer> ready(String query) {
        try {
            return shortcut.answer(query);
        } catch (CloseConnectionException e) {
            throw e;
        } catch (RuntimeException _) {
            // The handler runs into the same failure, and its answer says so.
            return Optional.empty();
        }
    }
}
