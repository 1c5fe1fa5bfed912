package dev.portside.http.documents;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answers that an operation owes to the door and not to its feature, so that fragments need not repeat them. What a
 * fragment says itself wins.
 */
final class SharedResponses {
    private SharedResponses() {}

    static void complete(ObjectNode operation) {
        ObjectNode responses = operation.withObjectProperty("responses");
        add(responses, "400", "BadRequest");
        add(responses, "406", "NotAcceptable");
        add(responses, "408", "Refused");
        add(responses, "414", "Refused");
        add(responses, "431", "Refused");
        add(responses, "503", "Unavailable");
        if (operation.has("requestBody")) {
            add(responses, "413", "TooLarge");
            add(responses, "415", "UnsupportedMediaType");
            add(responses, "417", "Refused");
        }
        if (!isAlwaysOpen(operation)) {
            add(responses, "401", "Unauthorized");
            add(responses, "403", "Forbidden");
            add(responses, "429", "TooManyRequests");
        }
        if (responses.path("200").path("headers").has("ETag")) {
            add(responses, "304", "NotModified");
        }
        responses.forEach(SharedResponses::identify);
        if (!isAlwaysOpen(operation)) {
            responses.forEach(SharedResponses::limit);
        }
    }

    /** Says that the answer carries the call's id. */
    static void identify(JsonNode response) {
        if (!response.has("$ref")) {
            ObjectNode headers = ((ObjectNode) response).withObjectProperty("headers");
            headers.putObject("X-Request-Id").put("$ref", "#/components/headers/RequestId");
        }
    }

    /** Says that the answer may tell how its caller stands. */
    static void limit(JsonNode response) {
        if (!response.has("$ref")) {
            ObjectNode headers = ((ObjectNode) response).withObjectProperty("headers");
            for (String name : List.of("RateLimit-Policy", "RateLimit")) {
                if (!headers.has(name)) {
                    headers.putObject(name).put("$ref", "#/components/headers/" + name);
                }
            }
        }
    }

    /** An empty list of security requirements, as opposed to none of its own. */
    private static boolean isAlwaysOpen(ObjectNode operation) {
        JsonNode security = operation.path("security");
        return security.isArray() && security.isEmpty();
    }

    private static void add(ObjectNode responses, String status, String component) {
        if (!responses.has(status)) {
            responses.putObject(status).put("$ref", "#/components/responses/" + component);
        }
    }
}
