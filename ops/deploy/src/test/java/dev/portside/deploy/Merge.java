package dev.portside.deploy;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lays one document over another: objects by key, lists of named objects by name, all else is replaced. */
final class Merge {
    private static final String NAME = "name";

    private Merge() {}

    static JsonNode merged(JsonNode base, JsonNode over) {
        if (base instanceof ObjectNode below && over instanceof ObjectNode above) {
            ObjectNode merged = below.deepCopy();
            above.properties().forEach(entry -> {
                JsonNode old = below.get(entry.getKey());
                merged.set(entry.getKey(), old == null ? entry.getValue() : merged(old, entry.getValue()));
            });
            return merged;
        }
        if (base instanceof ArrayNode below && over instanceof ArrayNode above && isNamed(below) && isNamed(above)) {
            return named(below, above);
        }
        return over;
    }

    private static boolean isNamed(ArrayNode list) {
        return !list.isEmpty() && list.valueStream().allMatch(item -> item.has(NAME));
    }

    private static ArrayNode named(ArrayNode below, ArrayNode above) {
        ArrayNode merged = below.deepCopy();
        for (JsonNode item : above) {
            int at = 0;
            while (at < merged.size() && !merged.get(at).get(NAME).equals(item.get(NAME))) {
                at++;
            }
            if (at < merged.size()) {
                merged.set(at, merged(merged.get(at), item));
            } else {
                merged.add(item);
            }
        }
        return merged;
    }
}
