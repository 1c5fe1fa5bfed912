package dev.portside.conformance;

import dev.portside.http.documents.OpenApi;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares answers with the interface's document: the status is described for that operation, the media type too, every
 * required header is there, none that matters is undescribed, header and body obey their schemas.
 */
public final class Conformance {
    /** The document that Portside serves. */
    public static final Conformance PORTSIDE = new Conformance(new ApiDocument(OpenApi.document()));

    private static final String PROBLEM = "application/problem+json";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern LEAK = Pattern.compile("Exception|\\bjava\\.|\\bdev\\.portside\\b|\\bio\\.helidon\\b");

    /** What the protocol or the door adds anywhere, so that no operation describes it. */
    private static final Set<String> EVERYWHERE = anyCase(
            "Connection",
            "Content-Length",
            "Content-Type",
            "Content-Security-Policy",
            "Cache-Control",
            "Date",
            "Referrer-Policy",
            "Transfer-Encoding",
            "Vary",
            "X-Content-Type-Options",
            "X-Frame-Options",
            "X-Request-Id");

    private final ApiDocument document;

    public Conformance(ApiDocument document) {
        this.document = document;
    }

    /** Fails with everything that is wrong. */
    public void check(Exchange exchange) {
        List<String> faults = faults(exchange);
        if (!faults.isEmpty()) {
            throw new AssertionError("the answer differs from the OpenAPI document:\n  " + String.join("\n  ", faults)
                    + "\n  " + exchange);
        }
    }

    /** Everything that is wrong; empty when nothing is. */
    public List<String> faults(Exchange exchange) {
        List<String> faults = new ArrayList<>();
        Optional<String> template = document.template(exchange.path());
        if (exchange.header("X-Request-Id").isEmpty()) {
            faults.add("X-Request-Id is missing");
        }
        if (template.isEmpty()) {
            refusal(exchange, Set.of(400, 404, 429), faults);
            return faults;
        }
        Set<String> methods = document.methods(template.get());
        String method = exchange.method().equals("HEAD") ? "GET" : exchange.method();
        if (!methods.contains(method)) {
            otherMethod(exchange, methods, faults);
            return faults;
        }
        String response =
                document.follow(document.operation(method, template.get()) + "/responses/" + exchange.status());
        if (document.at(response).isMissingNode()) {
            faults.add("status " + exchange.status() + " is not described");
            return faults;
        }
        headers(exchange, response, faults);
        if (!exchange.method().equals("HEAD")) {
            body(exchange, response + "/content", faults);
        }
        return faults;
    }

    /** What is wrong with an answer that must be a problem, whatever was asked for. */
    public List<String> problemFaults(Exchange exchange) {
        List<String> faults = new ArrayList<>();
        if (exchange.header("X-Request-Id").isEmpty()) {
            faults.add("X-Request-Id is missing");
        }
        refusal(exchange, Set.of(exchange.status()), faults);
        return faults;
    }

    /** A path answers OPTIONS with its methods, and refuses those that it lacks. */
    private void otherMethod(Exchange exchange, Set<String> methods, List<String> faults) {
        Set<String> allow = new TreeSet<>(methods);
        allow.add("OPTIONS");
        if (methods.contains("GET")) {
            allow.add("HEAD");
        }
        if (exchange.status() == 405 || exchange.status() == 204) {
            Set<String> sent =
                    new TreeSet<>(List.of(exchange.header("Allow").orElse("").split(", ")));
            if (!sent.equals(allow)) {
                faults.add("Allow is " + sent + ", not " + allow);
            }
        }
        if (exchange.method().equals("OPTIONS") && exchange.status() == 204) {
            return;
        }
        refusal(exchange, Set.of(400, 405, 429), faults);
    }

    private void refusal(Exchange exchange, Set<Integer> statuses, List<String> faults) {
        if (!statuses.contains(exchange.status())) {
            faults.add("status " + exchange.status() + " is none of " + statuses);
        }
        if (!exchange.method().equals("HEAD")) {
            body(exchange, "/components/responses/NotFound/content", faults);
        }
    }

    private void headers(Exchange exchange, String response, List<String> faults) {
        JsonNode described = document.at(response).path("headers");
        Set<String> known = anyCase();
        for (String name : described.propertyNames()) {
            known.add(name);
            header(exchange, name, document.follow(response + "/headers/" + name), faults);
        }
        exchange.headers().keySet().stream()
                .filter(name -> !EVERYWHERE.contains(name) && !known.contains(name))
                .forEach(name -> faults.add("header " + name + " is not described"));
    }

    private void header(Exchange exchange, String name, String at, List<String> faults) {
        Optional<String> value = exchange.header(name);
        if (value.isEmpty()) {
            if (document.at(at).path("required").asBoolean(false)) {
                faults.add("header " + name + " is missing");
            }
            return;
        }
        boolean whole = document.at(at + "/schema/type").asString("").equals("integer");
        String json = whole ? value.get() : JSON.writeValueAsString(value.get());
        document.faults(at + "/schema", json).forEach(fault -> faults.add("header " + name + fault));
    }

    private void body(Exchange exchange, String content, List<String> faults) {
        if (document.at(content).isMissingNode()) {
            if (!exchange.body().isEmpty()) {
                faults.add("there is a body where none is described");
            }
            return;
        }
        String mediaType = exchange.mediaType();
        if (!document.at(content).has(mediaType)) {
            faults.add("media type '" + mediaType + "' is not described");
            return;
        }
        if (mediaType.endsWith("json")) {
            json(exchange, content + "/" + mediaType.replace("/", "~1") + "/schema", faults);
        }
    }

    private void json(Exchange exchange, String schema, List<String> faults) {
        JsonNode body;
        try {
            body = JSON.readTree(exchange.body());
        } catch (JacksonException e) {
            faults.add("the body is not JSON: " + e.getOriginalMessage());
            return;
        }
        document.faults(schema, exchange.body()).forEach(fault -> faults.add("body" + fault));
        if (exchange.mediaType().equals(PROBLEM)) {
            problem(exchange, body, faults);
        }
    }

    private static void problem(Exchange exchange, JsonNode body, List<String> faults) {
        if (body.path("status").asInt(0) != exchange.status()) {
            faults.add("the problem's status is " + body.path("status"));
        }
        if (LEAK.matcher(exchange.body()).find()) {
            faults.add("the problem speaks of the inside");
        }
    }

    private static Set<String> anyCase(String... names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
