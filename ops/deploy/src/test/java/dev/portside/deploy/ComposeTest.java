package dev.portside.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portside.bootstrap.settings.Role;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The compose files by the schema that the Compose Specification publishes, and by what they refer to. */
class ComposeTest {
    private static final Path FOLDER = Repository.OPS.resolve("compose");
    private static final String SERVICE = "service.yaml";
    private static final String ADDRESS = "https://compose-spec.io/compose_spec.json";
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream published = ComposeTest.class.getResourceAsStream("/compose-spec.json")) {
            String text = new String(published.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_7, builder -> builder.schemas(Map.of(ADDRESS, text)))
                    .getSchema(SchemaLocation.of(ADDRESS));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"backends.yaml", SERVICE, "compose.yaml", "compose.scale.yaml"})
    void isWhatTheSpecificationAllows(String file) {
        assertThat(faults(Yaml.one(FOLDER.resolve(file)))).isEmpty();
    }

    @Test
    void aMisspeltFieldIsFound() {
        String text = Repository.text(FOLDER.resolve("compose.yaml"));
        assertThat(text).contains("depends_on:");
        assertThat(faults(
                        Yaml.all(text.replaceFirst("depends_on:", "depend_on:")).getFirst()))
                .anyMatch(fault -> fault.contains("depend_on"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.scale.yaml"})
    void everythingThatIsReferredToIsThere(String file) {
        Project project = Project.read(FOLDER, file);
        project.services().forEach((name, service) -> {
            assertThat(project.services().keySet())
                    .as("what %s depends on", name)
                    .containsAll(names(service.path("depends_on")));
            service.path("volumes").forEach(volume -> {
                String source = volume.asString().replaceFirst(":.*", "");
                if (source.startsWith(".")) {
                    assertThat(FOLDER.resolve(source)).as("a mount of %s", name).exists();
                } else {
                    assertThat(project.volumes()).as("the volumes of %s", name).contains(source);
                }
            });
            service.path("depends_on").properties().stream()
                    .filter(other ->
                            other.getValue().path("condition").asString().equals("service_healthy"))
                    .forEach(other -> assertThat(project.services()
                                    .get(other.getKey())
                                    .path("healthcheck")
                                    .path("test"))
                            .as("the health check of %s, which %s waits for", other.getKey(), name)
                            .isNotEmpty());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.scale.yaml"})
    void everySettingIsOneThatPortsideReads(String file) {
        List<String> unknown = new ArrayList<>();
        Project.read(FOLDER, file).services().values().stream()
                .filter(service -> service.path("image").asString().startsWith("portside:"))
                .flatMap(service -> names(service.path("environment")).stream())
                .filter(name -> !KnownSettings.has(name))
                .forEach(unknown::add);
        assertThat(unknown).isEmpty();
        assertThat(KnownSettings.has("DB_HOSTS")).isFalse();
    }

    @Test
    void everyRoleIsPlayedOnceWhereRolesAreSplit() {
        List<String> roles = new ArrayList<>();
        Project.read(FOLDER, "compose.scale.yaml").services().values().stream()
                .map(service -> service.path("environment").path("ROLES").asString())
                .filter(played -> !played.isEmpty())
                .forEach(played -> roles.addAll(List.of(played.split(","))));
        assertThat(roles)
                .containsExactlyInAnyOrder(Stream.of(Role.values())
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .toArray(String[]::new));
    }

    @Test
    void theServiceIsBoundedAndTheServersAreWhereTheyWereAlways() {
        Map<String, JsonNode> services = Project.read(FOLDER, "compose.yaml").services();
        JsonNode limits =
                services.get("portside").path("deploy").path("resources").path("limits");
        assertThat(limits.path("cpus").asString()).isEqualTo("2");
        assertThat(limits.path("memory").asString()).isEqualTo("2g");
        Map.of("postgres-main", "5432:", "postgres-inbox", "5433:", "kafka-ui", "8081:", "portside", "${PORT:-8080}:")
                .forEach((name, port) -> assertThat(
                                services.get(name).path("ports").get(0).asString())
                        .startsWith(port));
        assertThat(Repository.text(FOLDER.resolve("nats.conf"))).contains("sync_interval: always");
    }

    @Test
    void noFileHereIsLeftOut() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            String all = String.join(
                    "\n",
                    Stream.of("backends.yaml", "compose.yaml", "compose.scale.yaml", "service.yaml")
                            .map(file -> Repository.text(FOLDER.resolve(file)))
                            .toList());
            assertThat(files.filter(file -> !file.getFileName().toString().startsWith("compose")))
                    .allSatisfy(
                            file -> assertThat(all).contains(file.getFileName().toString()));
        }
    }

    private static List<String> faults(JsonNode document) {
        return SCHEMA.validate(document.toString(), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        names.addAll(object.propertyNames());
        return names;
    }

    /** What compose makes of a file: with what it includes, each service with what it extends. */
    private record Project(Map<String, JsonNode> services, Set<String> volumes) {
        static Project read(Path folder, String file) {
            Map<String, JsonNode> services = new LinkedHashMap<>();
            Set<String> volumes = new TreeSet<>();
            JsonNode document = Yaml.one(folder.resolve(file));
            List<JsonNode> documents = new ArrayList<>(List.of(document));
            document.path("include").forEach(included -> documents.add(Yaml.one(folder.resolve(included.asString()))));
            for (JsonNode each : documents) {
                volumes.addAll(names(each.path("volumes")));
                each.path("services")
                        .properties()
                        .forEach(service -> services.put(service.getKey(), extended(folder, service.getValue())));
            }
            return new Project(services, volumes);
        }

        private static JsonNode extended(Path folder, JsonNode service) {
            JsonNode extended = service.path("extends");
            if (extended.isMissingNode()) {
                return service;
            }
            JsonNode base = Yaml.one(folder.resolve(extended.path("file").asString()))
                    .path("services")
                    .path(extended.path("service").asString());
            assertThat(base.isMissingNode()).as("what is extended").isFalse();
            return Merge.merged(base, service);
        }
    }
}
