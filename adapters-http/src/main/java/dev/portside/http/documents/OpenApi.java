package dev.portside.http.documents;

import dev.portside.application.json.Json;
import dev.portside.http.Resources;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI 3.1 document: {@code openapi/base.json}, one fragment per feature ({@code tags}, {@code paths},
 * {@code components}), and what the door itself adds to every operation ({@link SharedResponses}).
 */
public final class OpenApi {
    private static final List<String> FRAGMENTS = List.of(
            "deadletters", //
            "documents",
            "events",
            "health",
            "measurements",
            "orders",
            "page",
            "products",
            "ratelimits",
            "records",
            "tasks",
            "todos",
            "users");

    private OpenApi() {}

    /** The document, made anew. */
    public static ObjectNode document() {
        ObjectNode document = read("base");
        for (String name : FRAGMENTS) {
            add(document, read(name), name);
        }
        document.get("paths")
                .forEach(path -> path.properties()
                        .forEach(operation -> SharedResponses.complete((ObjectNode) operation.getValue())));
        document.at("/components/responses").forEach(SharedResponses::identify);
        document.at("/components/responses").forEach(SharedResponses::limit);
        return document;
    }

    private static void add(ObjectNode document, ObjectNode fragment, String name) {
        fragment.path("tags").forEach(document.withArray("tags")::add);
        fragment.path("paths")
                .properties()
                .forEach(path -> addNew(
                        document.withObjectProperty("paths").withObjectProperty(path.getKey()), path.getValue(), name));
        fragment.path("components")
                .properties()
                .forEach(section -> addNew(
                        document.withObjectProperty("components").withObjectProperty(section.getKey()),
                        section.getValue(),
                        name));
    }

    private static void addNew(ObjectNode target, JsonNode members, String fragment) {
        members.properties().forEach(member -> {
            if (target.has(member.getKey())) {
                throw new IllegalStateException(fragment + ".json describes " + member.getKey() + " a second time");
            }
            target.set(member.getKey(), member.getValue());
        });
    }

    private static ObjectNode read(String name) {
        return (ObjectNode) Json.tree(Resources.bytes("openapi/" + name + ".json"));
    }
}
