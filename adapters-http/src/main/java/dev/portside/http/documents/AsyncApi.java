package dev.portside.http.documents;

import dev.portside.application.json.Json;
import dev.portside.http.Resources;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI 3 document of the messages: {@code asyncapi.json} with those schemas that the messages share with the HTTP
 * interface taken from its document, so that each is written once.
 */
final class AsyncApi {
    private static final String SCHEMAS = "#/components/schemas/";

    private AsyncApi() {}

    /** The document, made anew. */
    static ObjectNode document(JsonNode openApi) {
        ObjectNode document = (ObjectNode) Json.tree(Resources.bytes("asyncapi.json"));
        ObjectNode own = (ObjectNode) document.at("/components/schemas");
        addReferred(document, openApi.at("/components/schemas"), own);
        return document;
    }

    private static void addReferred(JsonNode node, JsonNode shared, ObjectNode own) {
        String reference = node.path("$ref").asString("");
        String name = reference.startsWith(SCHEMAS) ? reference.substring(SCHEMAS.length()) : "";
        if (!name.isEmpty() && !own.has(name)) {
            JsonNode schema = shared.required(name);
            own.set(name, schema);
            addReferred(schema, shared, own);
        }
        for (JsonNode child : List.copyOf(node.values())) {
            addReferred(child, shared, own);
        }
    }
}
