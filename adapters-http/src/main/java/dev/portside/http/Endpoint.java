package dev.portside.http;

import dev.portside.domain.shared.TracedWork;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every route does around its handler: request id, gate, media type, faults to problems, conditional answers, metrics.
 * A wrapper per route and not a filter, so that the hot read path pays for none of it.
 */
final class Endpoint {
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE");

    private final Route route;
    private final Gate gate;
    private final CallObserver observer;
    private final Optional<CallTraces> traces;
    private final RequestIds ids;
    private final AnswerWriter writer;

    Endpoint(
            Route route,
            Gate gate,
            CallObserver observer,
            Optional<CallTraces> traces,
            RequestIds ids,
            AnswerWriter writer) {
        this.route = route;
        this.gate = gate;
        this.observer = observer;
        this.traces = traces;
        this.ids = ids;
        this.writer = writer;
    }

    void handle(ServerRequest request, ServerResponse response, Map<String, String> parameters) {
        long started = System.nanoTime();
        Call call = new Call(request, route.path(), ids.of(request), parameters);
        Optional<CallTraces.CallTrace> trace =
                traces.map(each -> each.begin(methodOf(call), route.path(), call.path(), call.traceparent()));
        trace.ifPresent(each -> call.traced(each.traceparent()));
        int status = CallTraces.CallTrace.CUT_OFF;
        boolean told = false;
        boolean closes;
        try {
            Answer answer = TracedWork.call(call.traceparent().stream().toList(), () -> answer(request, call))
                    .listing(call.answerFields());
            status = answer.status();
            if (answer.stream().isPresent()) {
                // How long it goes on says nothing about how fast it was answered.
                ended(call, trace, status, started);
                told = true;
            }
            closes = writer.send(answer, request, response, call.requestId());
        } finally {
            if (!told) {
                ended(call, trace, status, started);
            }
        }
        if (closes) {
            throw new CloseConnectionException("the answer says so");
        }
    }

    /** A call whose connection was cut off without an answer is not one of those that were answered. */
    private void ended(Call call, Optional<CallTraces.CallTrace> trace, int status, long started) {
        if (status != CallTraces.CallTrace.CUT_OFF) {
            observer.answered(methodOf(call), route.path(), status, System.nanoTime() - started);
        }
        trace.ifPresent(each -> each.end(status));
    }

    private Answer answer(ServerRequest request, Call call) {
        return Faults.answered(route, call.path(), call.requestId(), () -> {
            call.admitted(gate.admit(route.access(), call));
            call.negotiated(mediaType(request));
            Answer answer = route.handler().handle(call);
            return Conditions.chosen(answer, Wishes.of(request));
        });
    }

    /** What of the route's media types the caller wants; {@link ProblemException} with 406 when none. */
    private String mediaType(ServerRequest request) {
        if (route.mediaTypes().isEmpty()) {
            return "";
        }
        String preferred = route.mediaTypes().getFirst();
        if (!request.headers().contains(HeaderNames.ACCEPT)) {
            return preferred;
        }
        String accept = String.join(",", request.headers().all(HeaderNames.ACCEPT, List::of));
        if (accept.equals("*/*") || accept.equals(preferred)) {
            return preferred;
        }
        return Accept.best(accept, route.mediaTypes())
                .orElseThrow(
                        () -> new ProblemException(Problem.notAcceptable(String.join(" or ", route.mediaTypes()))));
    }

    /** The method for metrics: one of a few words, whatever was sent. */
    private static String methodOf(Call call) {
        return METHODS.contains(call.method()) ? call.method() : CallObserver.OTHER_METHOD;
    }
}
