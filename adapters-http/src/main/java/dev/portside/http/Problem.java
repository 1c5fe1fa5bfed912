package dev.portside.http;

import dev.portside.application.json.FieldFault;
import dev.portside.application.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An error answer (RFC 9457). Its detail is written for the caller and never holds an exception's text, a class name or a
 * statement.
 */
public record Problem(
        int status,
        String type,
        String title,
        String detail,
        List<FieldFault> errors,
        Map<String, String> headers,
        Consumer<ObjectNode> members) {
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Ends the connection with this answer. */
    static final Answer.Header CLOSE = new Answer.Header("Connection", "close");

    private static Problem of(int status, String title, String detail) {
        return new Problem(status, "about:blank", title, detail, List.of(), Map.of(), _ -> {});
    }

    public static Problem badRequest(String detail) {
        return of(400, "Bad Request", detail);
    }

    public static Problem invalid(List<FieldFault> faults) {
        String detail = faults.size() == 1 ? "the request has a fault" : "the request has " + faults.size() + " faults";
        return new Problem(400, "about:blank", "Bad Request", detail, List.copyOf(faults), Map.of(), _ -> {});
    }

    /** The query parameter {@code name} breaks a rule. */
    public static Problem badQuery(String name, String detail) {
        return badRequest("query parameter '" + name + "' " + detail);
    }

    /** @param challenge the {@code WWW-Authenticate} header's value */
    public static Problem unauthorized(String detail, String challenge) {
        return of(401, "Unauthorized", detail).header("WWW-Authenticate", challenge);
    }

    public static Problem forbidden(String detail, String challenge) {
        return of(403, "Forbidden", detail).header("WWW-Authenticate", challenge);
    }

    public static Problem notFound(String detail) {
        return of(404, "Not Found", detail);
    }

    public static Problem methodNotAllowed(String allow) {
        return of(405, "Method Not Allowed", "this path allows " + allow).header("Allow", allow);
    }

    public static Problem notAcceptable(String available) {
        return of(406, "Not Acceptable", "this resource is available as " + available);
    }

    public static Problem conflict(String detail) {
        return of(409, "Conflict", detail);
    }

    public static Problem preconditionFailed(String detail) {
        return of(412, "Precondition Failed", detail);
    }

    /** What could not be read; the connection ends with it. */
    static Problem refused(int status, String detail) {
        return of(status, title(status), detail).header(CLOSE.name(), CLOSE.value());
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 408 -> "Request Timeout";
            case 413 -> "Content Too Large";
            case 414 -> "URI Too Long";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 431 -> "Request Header Fields Too Large";
            case 503 -> "Service Unavailable";
            default -> status < 500 ? "Client Error" : "Internal Server Error";
        };
    }

    public static Problem unsupportedMediaType(String supported) {
        return of(415, "Unsupported Media Type", "the body must be " + supported)
                .header("Accept", supported);
    }

    public static Problem unprocessable(String detail) {
        return of(422, "Unprocessable Content", detail);
    }

    public static Problem keyReused() {
        return unprocessable("this idempotency key came before with another body");
    }

    public static Problem internal() {
        return of(500, "Internal Server Error", "the request could not be answered; its id leads to the cause");
    }

    public static Problem unavailable(String detail, Duration retryAfter) {
        return of(503, "Service Unavailable", detail).header("Retry-After", seconds(retryAfter));
    }

    /** A duration as {@code Retry-After} wants it: whole seconds, rounded up, at least 1. */
    public static String seconds(Duration retryAfter) {
        return Long.toString(Math.max(1, Math.ceilDiv(retryAfter.toMillis(), 1000)));
    }

    public Problem header(String name, String value) {
        Map<String, String> more = new TreeMap<>(headers);
        more.put(name, value);
        return new Problem(status, type, title, detail, errors, more, members);
    }

    /** The same problem with a type of its own and further members. */
    public Problem extended(String problemType, Consumer<ObjectNode> furtherMembers) {
        return new Problem(status, problemType, title, detail, errors, headers, members.andThen(furtherMembers));
    }

    /** @param instance the path of the request, without its query */
    Answer answer(String instance) {
        ObjectNode body = Json.object()
                .put("type", type)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", instance);
        if (!errors.isEmpty()) {
            ArrayNode list = body.putArray("errors");
            errors.forEach(
                    fault -> list.addObject().put("pointer", fault.pointer()).put("detail", fault.detail()));
        }
        members.accept(body);
        List<Answer.Header> lines = new ArrayList<>();
        headers.forEach((name, value) -> lines.add(new Answer.Header(name, value)));
        return new Answer(status, MEDIA_TYPE, Json.bytes(body), lines);
    }
}
