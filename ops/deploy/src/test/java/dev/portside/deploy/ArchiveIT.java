package dev.portside.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive as its users get it: made by the script that makes the image, unpacked where there is no Java, and run. */
class ArchiveIT {
    private static final Map<String, String> MOCK = Map.of("REPOSITORY_TYPE", "mock", "HOST", "127.0.0.1", "PORT", "0");
    private static final Pattern CACHE_REPORT = Pattern.compile("started with(out)? the cache");

    /** Classes of it that nothing here calls need the desktop; see {@code PGpoint}. */
    private static final String DESKTOP = "java.desktop";

    @TempDir
    private static Path folder;

    private static Archive archive;
    private static Unpacked portside;

    @BeforeAll
    static void unpackAndServe() throws IOException, InterruptedException {
        archive = Archive.makeAndUnpack(Files.createDirectory(folder.resolve("unpacked")));
        portside = Unpacked.start(archive, Files.createDirectory(folder.resolve("empty")), MOCK, "serve");
    }

    @AfterAll
    static void stop() {
        portside.close();
    }

    @Test
    void answersAndHasStartedFromItsCache() throws IOException, InterruptedException {
        assertThat(get("/todos").body()).isEqualTo("[]");
        portside.await(CACHE_REPORT);
        assertThat(portside.output())
                .contains(
                        "started with the cache " + archive.home().toRealPath().resolve("lib/portside-mock.aot"))
                .doesNotContain("WARN")
                .doesNotContain("ERROR");
    }

    @Test
    void tellsWhenItHasNotStartedFromItsCache() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("misfit"));
        try (Unpacked misfit =
                Unpacked.start(archive, empty, with("PORTSIDE_JAVA_OPTS", "-XX:-UseCompactObjectHeaders"), "serve")) {
            misfit.await(CACHE_REPORT);
            assertThat(misfit.output()).contains("WARN").contains("started without the cache");
        }
    }

    /** Needs none to be there: the JVM takes what the cache holds before Portside finds that there is no database. */
    @Test
    void startsOnRealServersFromACacheThatKnowsTheirClients() throws IOException {
        Path classes = folder.resolve("classes");
        Map<String, String> settings = Map.of(
                "PORTSIDE_JAVA_OPTS", "-Xlog:class+load:file=" + classes,
                "DB_PORT", "1",
                "INBOX_DB_PORT", "1");
        Path empty = Files.createDirectory(folder.resolve("real"));
        try (Unpacked starting = Unpacked.start(archive, empty, settings, "serve")) {
            starting.await(Pattern.compile("waiting for postgres"));
        }
        assertThat(Files.readAllLines(classes).stream()
                        .filter(line -> line.contains("source: shared objects file"))
                        .map(line -> line.replaceFirst("^\\[.*\\] ", "").replaceFirst(" source: .*", "")))
                .contains(
                        "org.postgresql.jdbc.PgConnection",
                        "org.apache.kafka.clients.producer.KafkaProducer",
                        "io.lettuce.core.RedisClient",
                        "io.nats.client.impl.NatsConnection");
    }

    @Test
    void healthIsItsExitCode() throws IOException, InterruptedException {
        assertThat(health(portside.url()).exitCode()).isZero();
        Unpacked nowhere = health("http://127.0.0.1:1");
        assertThat(nowhere.exitCode()).isEqualTo(1);
        assertThat(nowhere.output())
                .isEqualTo("no answer from http://127.0.0.1:1/readyz: is the service running there?");
    }

    @Test
    void namesAllItsParts() throws IOException {
        String parts = Files.readString(archive.home().resolve("sbom.cdx.json"));
        assertThat(parts).contains("\"bomFormat\" : \"CycloneDX\"");
        assertThat(archive.jars()).isNotEmpty().allSatisfy(jar -> {
            String name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
            int version = name.indexOf('-', name.replaceFirst("-\\d.*", "").length());
            assertThat(parts).contains("/" + name.substring(0, version) + "@" + name.substring(version + 1));
        });
    }

    @Test
    void itsRuntimeHasTheModulesThatItsJarsNeed() throws IOException {
        String classPath = archive.jars().stream().map(Path::toString).collect(Collectors.joining(":"));
        Set<String> needed = new TreeSet<>();
        for (Path jar : archive.jars()) {
            StringWriter said = new StringWriter();
            ToolProvider.findFirst("jdeps")
                    .orElseThrow()
                    .run(
                            new PrintWriter(said),
                            new PrintWriter(said),
                            "-summary",
                            "-quiet",
                            "--ignore-missing-deps",
                            "--multi-release",
                            "25",
                            "--class-path",
                            classPath,
                            jar.toString());
            said.toString()
                    .lines()
                    .map(line -> line.replaceFirst(".* -> ", ""))
                    .filter(module -> module.matches("(java|jdk)\\.[a-z.]+"))
                    .forEach(needed::add);
        }
        needed.remove(DESKTOP);
        assertThat(needed).contains("java.sql", "java.net.http");
        assertThat(modules()).containsAll(needed);
    }

    private static Set<String> modules() throws IOException {
        String release = Files.readString(archive.runtime().resolve("release"));
        String modules = release.replaceAll("(?s).*MODULES=\"([^\"]*)\".*", "$1");
        return Set.of(modules.split(" "));
    }

    private static Unpacked health(String url) throws IOException {
        return Unpacked.start(archive, folder.resolve("empty"), Map.of(), "health", "--url", url);
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> settings = new HashMap<>(MOCK);
        settings.put(name, value);
        return settings;
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(portside.url() + path)).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
