package dev.portside.http;

import static java.lang.System.Logger.Level.ERROR;

import dev.portside.application.json.BadJson;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What every route does around its handler: framing check, request id, gate, faults to problems, conditional answers,
 * metrics. A wrapper per route and not a filter, so that the hot read path pays for none of it.
 */
final class Endpoint implements Handler {
    private static final System.Logger LOG = System.getLogger(Endpoint.class.getName());
    private static final HeaderName REQUEST_ID = HeaderNames.create("X-Request-Id");

    private final Route route;
    private final HttpSettings settings;
    private final Gate gate;
    private final CallObserver observer;
    private final Supplier<UUID> ids;

    Endpoint(Route route, HttpSettings settings, Gate gate, CallObserver observer, Supplier<UUID> ids) {
        this.route = route;
        this.settings = settings;
        this.gate = gate;
        this.observer = observer;
        this.ids = ids;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) {
        long started = System.nanoTime();
        Call call = new Call(request, route.path(), requestId(request), settings.bodyBytesMax());
        Answer answer = answer(request, call);
        send(answer, request, response, call);
        observer.answered(call.method(), route.path(), answer.status(), System.nanoTime() - started);
    }

    private Answer answer(ServerRequest request, Call call) {
        try {
            Framing.check(request.headers());
            call.admitted(gate.admit(route.access(), call));
            Answer answer = route.handler().handle(call);
            return Conditions.notModified(request, answer) ? Conditions.notModified(answer) : answer;
        } catch (ProblemException e) {
            return e.problem().answer(call.path());
        } catch (BadJson e) {
            return Problem.invalid(e.faults()).answer(call.path());
        } catch (Invalid e) {
            return Problem.badRequest(String.valueOf(e.getMessage())).answer(call.path());
        } catch (Unavailable e) {
            return Problem.unavailable(String.valueOf(e.getMessage()), e.retryAfter())
                    .answer(call.path());
        } catch (CloseConnectionException e) {
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Problem.unavailable("the service is stopping", java.time.Duration.ofSeconds(1))
                    .answer(call.path());
        } catch (RuntimeException | Error e) {
            LOG.log(ERROR, "request " + call.requestId() + " " + call.method() + " " + route.path() + " failed", e);
            return Problem.internal().answer(call.path());
        }
    }

    private static void send(Answer answer, ServerRequest request, ServerResponse response, Call call) {
        response.status(Status.create(answer.status()));
        response.header(REQUEST_ID, call.requestId());
        for (Answer.Header header : answer.headers()) {
            response.header(HeaderNames.create(header.name()), header.value());
        }
        if (!answer.mediaType().isEmpty()) {
            response.header(HeaderNames.CONTENT_TYPE, answer.mediaType());
        }
        if (request.prologue().method().equals(Method.HEAD) && answer.body().length > 0) {
            response.header(HeaderNames.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.send();
            return;
        }
        response.send(answer.body());
    }

    /** The caller's own id when it is short and plain, so that logs of both sides match. */
    private String requestId(ServerRequest request) {
        Optional<String> sent = request.headers().first(REQUEST_ID).filter(id -> id.matches("[A-Za-z0-9._-]{1,64}"));
        return sent.orElseGet(() -> ids.get().toString());
    }
}
