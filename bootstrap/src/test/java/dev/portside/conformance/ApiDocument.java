package dev.portside.conformance;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An OpenAPI document, asked for what it says of one request. */
public final class ApiDocument {
    private static final String ADDRESS = "https://portside.dev/openapi";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");

    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    public ApiDocument(JsonNode document) {
        this.document = document;
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                builder -> builder.schemas(Map.of(ADDRESS, document.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
    }

    /** All operations as {@code GET /path/{id}}. */
    public Set<String> operations() {
        return document.get("paths").properties().stream()
                .flatMap(path -> methods(path.getKey()).stream().map(method -> method + " " + path.getKey()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The template that a path matches; texts win over parameters. */
    public Optional<String> template(String path) {
        return document.get("paths").propertyNames().stream()
                .filter(template -> matches(template.split("/", -1), path.split("/", -1)))
                .min(Comparator.comparingLong(
                        template -> template.chars().filter(c -> c == '{').count()));
    }

    private static boolean matches(String[] template, String[] path) {
        if (template.length != path.length) {
            return false;
        }
        for (int i = 0; i < path.length; i++) {
            boolean parameter = template[i].startsWith("{");
            if (parameter ? path[i].isEmpty() : !template[i].equals(path[i])) {
                return false;
            }
        }
        return true;
    }

    /** The methods of a template, in upper case. */
    public Set<String> methods(String template) {
        return document.get("paths").get(template).propertyNames().stream()
                .filter(METHODS::contains)
                .map(method -> method.toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The operation as JSON Pointer into this document. */
    public String operation(String method, String template) {
        return "/paths/" + template.replace("~", "~0").replace("/", "~1") + "/"
                + method.toLowerCase(java.util.Locale.ROOT);
    }

    /** Where the text at {@code pointer} leads when it is a reference, else {@code pointer} itself. */
    public String follow(String pointer) {
        JsonNode reference = at(pointer).path("$ref");
        return reference.isString() ? reference.stringValue().substring(1) : pointer;
    }

    public JsonNode at(String pointer) {
        return document.at(pointer);
    }

    /** What is wrong with {@code json} by the schema at {@code pointer}. */
    public List<String> faults(String pointer, String json) {
        Schema schema = schemas.computeIfAbsent(
                pointer, at -> registry.getSchema(SchemaLocation.of(ADDRESS + "#" + uriEscaped(at))));
        return schema.validate(json, InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static String uriEscaped(String pointer) {
        return pointer.replace("{", "%7B").replace("}", "%7D");
    }
}
