package dev.portside.http;

import dev.portside.application.json.JsonFields;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.TraceContext;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One request, as a handler sees it. What it cannot read it refuses with a problem. */
public final class Call {
    private static final HeaderName IDEMPOTENCY_KEY = HeaderNames.create("Idempotency-Key");
    private static final int WHOLE_LENGTH_MAX = 9;
    private static final HeaderName TRACEPARENT = HeaderNames.create("traceparent");

    private final ServerRequest request;
    private final String route;
    private final String requestId;
    private final Map<String, String> parameters;
    private Caller caller = Caller.ANONYMOUS;
    private String mediaType = Answer.JSON;
    private Map<String, String> answerFields = Map.of();
    private Optional<String> traceparent;
    private byte @Nullable [] body;

    Call(ServerRequest request, String route, String requestId, Map<String, String> parameters) {
        this.request = request;
        this.route = route;
        this.requestId = requestId;
        this.parameters = parameters;
        this.traceparent = traceparent(request);
    }

    public String method() {
        return request.prologue().method().text();
    }

    /** The path as it was sent, without the query. */
    public String path() {
        return request.prologue().uriPath().rawPath();
    }

    public String requestId() {
        return requestId;
    }

    public Caller caller() {
        return caller;
    }

    void admitted(Caller admitted) {
        this.caller = admitted;
    }

    /** Adds list fields to the head of whatever answer this call gets. */
    public void answerWith(Map<String, String> listFields) {
        this.answerFields = Map.copyOf(listFields);
    }

    Map<String, String> answerFields() {
        return answerFields;
    }

    /** The media type that the caller wants, one of the route's. */
    public String mediaType() {
        return mediaType;
    }

    void negotiated(String wanted) {
        this.mediaType = wanted;
    }

    public String clientAddress() {
        return request.remotePeer().host();
    }

    /** A parameter of the route's path, decoded. A value that breaks a rule names nothing that exists: 404. */
    public <T> T pathParameter(String name, Function<String, T> read) {
        try {
            return read.apply(Objects.requireNonNull(parameters.get(name)));
        } catch (Invalid e) {
            throw new ProblemException(Problem.notFound("no such " + name));
        }
    }

    public <T> Optional<T> query(String name, Function<String, T> read) {
        List<String> values = request.query().contains(name) ? request.query().all(name) : List.of();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            throw new ProblemException(Problem.badQuery(name, "must be given once"));
        }
        try {
            return Optional.of(read.apply(values.getFirst()));
        } catch (Invalid e) {
            throw new ProblemException(Problem.badQuery(name, String.valueOf(e.getMessage())));
        }
    }

    public <T> T requiredQuery(String name, Function<String, T> read) {
        return query(name, read).orElseThrow(() -> new ProblemException(Problem.badQuery(name, "is missing")));
    }

    public int queryWhole(String name, int preset, int min, int max) {
        return query(name, text -> whole(text, min, max)).orElse(preset);
    }

    private static int whole(String text, int min, int max) {
        int digits = text.startsWith("-") ? 1 : 0;
        boolean whole = text.length() > digits && text.length() <= WHOLE_LENGTH_MAX;
        for (int i = digits; whole && i < text.length(); i++) {
            whole = text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        int number = whole ? Integer.parseInt(text) : 0;
        if (whole && number >= min && number <= max) {
            return number;
        }
        throw new Invalid("must be a whole number from " + min + " to " + max);
    }

    public Optional<String> header(HeaderName name) {
        return request.headers().first(name);
    }

    /** The values of all headers of that name, one per header line. */
    public List<String> headers(HeaderName name) {
        return request.headers().all(name, List::of);
    }

    /** The members of the body's JSON object. */
    public JsonFields json() {
        return dev.portside.application.json.Json.fields(body());
    }

    /** The body's bytes: JSON, not longer than the settings allow. */
    public byte[] body() {
        byte[] read = body;
        if (read == null) {
            read = Bodies.read(request);
            body = read;
        }
        return read;
    }

    /** Whether the request has a body at all. */
    public boolean hasBody() {
        return request.content().hasEntity();
    }

    /** For answers with which the connection ends: a body would never be read, and what is behind it never served. */
    public void refuseBody(String asked) {
        if (hasBody()) {
            throw new ProblemException(
                    Problem.badRequest(asked + " takes no body").header("Connection", "close"));
        }
    }

    /** The request's idempotency key, bound to caller, route and body. */
    public Optional<Idempotency> idempotency() {
        return header(IDEMPOTENCY_KEY).map(sent -> {
            try {
                return new Idempotency(caller.subject() + ' ' + method() + ' ' + route, unquoted(sent), sha256(body()));
            } catch (Invalid e) {
                throw new ProblemException(Problem.badRequest("header 'Idempotency-Key' " + e.getMessage()));
            }
        });
    }

    /** The draft's header is a quoted string; a bare one is taken as well. */
    private static String unquoted(String sent) {
        boolean quoted = sent.length() >= 2 && sent.startsWith("\"") && sent.endsWith("\"");
        return quoted ? sent.substring(1, sent.length() - 1) : sent;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The versions of which one must be the stored one; empty when any will do. For things whose tag is their version. */
    public Optional<Set<Long>> ifMatchVersions() {
        if (!request.headers().contains(HeaderNames.IF_MATCH)) {
            return Optional.empty();
        }
        return Conditions.versions(
                String.join(",", request.headers().get(HeaderNames.IF_MATCH).allValues()));
    }

    /** The W3C trace context of the call's work: the caller's, unless it is traced here. */
    public Optional<String> traceparent() {
        return traceparent;
    }

    void traced(String here) {
        this.traceparent = Optional.of(here);
    }

    /** The W3C trace context that was sent, when it is a valid one. */
    static Optional<String> traceparent(ServerRequest request) {
        return request.headers().first(TRACEPARENT).filter(TraceContext::isTraceparent);
    }
}
