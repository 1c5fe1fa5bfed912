package dev.portside.conformance;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The references inside a document. */
final class References {
    private References() {}

    /** Those that lead nowhere. */
    static List<String> broken(JsonNode document) {
        List<String> broken = new ArrayList<>();
        collect(document, document, broken);
        return broken;
    }

    private static void collect(JsonNode node, JsonNode document, List<String> broken) {
        String reference = node.path("$ref").asString("");
        if (!reference.isEmpty()
                && (!reference.startsWith("#/")
                        || document.at(reference.substring(1)).isMissingNode())) {
            broken.add(reference);
        }
        node.values().forEach(child -> collect(child, document, broken));
    }
}
