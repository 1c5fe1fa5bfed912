package dev.portside.deploy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A {@code kustomization.yaml}, as far as it is used here; another field is a fault. Its patches are laid over as kustomize does
 * it: onto all of a kind, or onto the one with their kind and name.
 */
record Kustomization(
        String apiVersion,
        String kind,
        String namespace,
        List<String> resources,
        List<Image> images,
        List<Generator> configMapGenerator,
        List<Generator> secretGenerator,
        List<Patch> patches) {
    record Image(String name, String newName, String newTag) {}

    record Generator(String name, String behavior, List<String> envs, List<String> literals) {}

    record Patch(String path, Target target) {}

    record Target(String kind) {}

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    static Kustomization read(Path folder) {
        return of(Yaml.one(folder.resolve("kustomization.yaml")));
    }

    static Kustomization of(JsonNode document) {
        return STRICT.treeToValue(document, Kustomization.class);
    }

    /** All files that it names. */
    Stream<String> files() {
        return Stream.of(
                        given(resources).stream().filter(name -> name.endsWith(".yaml")),
                        given(patches).stream().map(Patch::path),
                        generators().flatMap(generator -> given(generator.envs).stream()))
                .flatMap(files -> files);
    }

    private Stream<Generator> generators() {
        return Stream.concat(given(configMapGenerator).stream(), given(secretGenerator).stream());
    }

    /** The names that the pods' environment gets from its generators, by the generator's name, with their values. */
    Map<String, Map<String, String>> environment(Path folder) {
        Map<String, Map<String, String>> generated = new TreeMap<>();
        generators().forEach(generator -> {
            Map<String, String> values = generated.computeIfAbsent(generator.name, _ -> new TreeMap<>());
            Stream.concat(
                            given(generator.literals).stream(),
                            given(generator.envs).stream()
                                    .flatMap(file -> Repository.text(folder.resolve(file))
                                            .lines()))
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> values.put(line.replaceFirst("=.*", ""), line.replaceFirst("[^=]*=", "")));
        });
        return generated;
    }

    /** What is applied in the end. */
    static List<JsonNode> build(Path folder) {
        Kustomization here = read(folder);
        List<JsonNode> objects = new ArrayList<>();
        for (String resource : here.resources) {
            Path path = folder.resolve(resource);
            objects.addAll(resource.endsWith(".yaml") ? Yaml.all(path) : build(path));
        }
        for (Patch patch : given(here.patches)) {
            here.apply(patch, Yaml.one(folder.resolve(patch.path)), objects);
        }
        return objects;
    }

    private void apply(Patch patch, JsonNode document, List<JsonNode> objects) {
        List<JsonNode> targets = objects.stream()
                .filter(object -> patch.target == null
                        ? identity(object).equals(identity(document))
                        : object.path("kind").asString().equals(patch.target.kind))
                .toList();
        if (targets.isEmpty()) {
            throw new IllegalStateException(patch + " matches nothing");
        }
        objects.removeAll(targets);
        if (document.has("$patch")) {
            return;
        }
        targets.forEach(target -> {
            ObjectNode merged = (ObjectNode) Merge.merged(target, document);
            // A patch for a whole kind has a name that stands for none.
            merged.set("metadata", target.get("metadata"));
            objects.add(merged);
        });
    }

    private static Set<String> identity(JsonNode object) {
        return Set.of(
                "kind " + object.path("kind").asString(),
                "name " + object.path("metadata").path("name").asString());
    }

    private static <T> List<T> given(List<T> list) {
        return list == null ? List.of() : list;
    }
}
