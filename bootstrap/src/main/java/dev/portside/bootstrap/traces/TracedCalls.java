package dev.portside.bootstrap.traces;

import dev.portside.http.CallTraces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import java.util.Optional;

/** Calls as spans, after OpenTelemetry's conventions for HTTP servers. */
record TracedCalls(Spans spans) implements CallTraces {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> PATH = AttributeKey.stringKey("url.path");
    private static final AttributeKey<String> SCHEME = AttributeKey.stringKey("url.scheme");
    private static final int SERVER_FAULTS = 500;

    private record Under(Span span) implements CallTrace {
        @Override
        public String traceparent() {
            return Spans.traceparent(span);
        }

        @Override
        public void end(int status) {
            if (status != CUT_OFF) {
                span.setAttribute(STATUS, (long) status);
            }
            errorType(status).ifPresent(type -> Spans.failed(span, type));
            span.end();
        }
    }

    @Override
    public CallTrace begin(String method, String route, String path, Optional<String> traceparent) {
        return new Under(spans.begin(
                new Activity(
                        SpanKind.SERVER,
                        name(method, route),
                        Attributes.of(METHOD, method, ROUTE, route, PATH, path, SCHEME, "http")),
                traceparent));
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
        Attributes attributes = Attributes.of(METHOD, method, ROUTE, route, STATUS, (long) status, SCHEME, "http");
        spans.tell(
                new Activity(SpanKind.SERVER, name(method, route), attributes),
                Optional.empty(),
                nanos,
                errorType(status));
    }

    private static Optional<String> errorType(int status) {
        if (status == CallTrace.CUT_OFF) {
            return Optional.of("cut off");
        }
        return status >= SERVER_FAULTS ? Optional.of(Integer.toString(status)) : Optional.empty();
    }

    private static String name(String method, String route) {
        return route.isEmpty() ? method : method + ' ' + route;
    }
}
