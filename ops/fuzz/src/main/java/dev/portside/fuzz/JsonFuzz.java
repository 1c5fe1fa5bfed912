package dev.portside.fuzz;

import dev.portside.application.json.BadJson;
import dev.portside.application.json.Json;
import java.nio.charset.StandardCharsets;

/** The strict reader of JSON, as a document and as the members of an object. */
public final class JsonFuzz {
    private JsonFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        try {
            // As text, since a number may be written with another scale.
            String read = Json.text(Json.tree(input));
            Check.same(read, Json.text(Json.tree(read.getBytes(StandardCharsets.UTF_8))));
        } catch (BadJson _) {
            // Refused, as it should be.
        }
        try {
            Json.fields(input).build(() -> "");
        } catch (BadJson _) {
            // Refused, as it should be.
        }
    }
}
