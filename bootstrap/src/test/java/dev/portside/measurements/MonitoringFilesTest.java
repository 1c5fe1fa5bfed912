package dev.portside.measurements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.RunningPortside.Reply;
import dev.portside.stack.process.DebianPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prometheus' rules and Grafana's dashboard: that they are sound, and ask for nothing that is not there. */
class MonitoringFilesTest {
    private static final Path OPS = Stream.of("ops", "../ops")
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst()
            .orElseThrow();
    private static final Path PROMETHEUS = OPS.resolve("prometheus");
    private static final Path DASHBOARD = OPS.resolve("grafana/portside.json");

    private static final Pattern EXPRESSION = Pattern.compile(
            "(?s)\\n +expr: (?:>-\\n)?(.*?)(?=\\n +(?:for|labels|annotations|- record|- alert):|\\n\\n|$)");
    private static final Pattern NO_NAMES =
            Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(?:by|without|on|ignoring) ?\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*\\b(?! *\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "up");

    @ParameterizedTest
    @ValueSource(strings = {"check config prometheus.yaml", "check rules rules.yaml", "test rules rules_test.yaml"})
    void prometheusOwnProgramIsContent(String command) throws IOException, InterruptedException {
        Process promtool = new ProcessBuilder(Stream.concat(
                                Stream.of(DebianPackage.PROMTOOL.path().toString()), Stream.of(command.split(" ")))
                        .toList())
                .directory(PROMETHEUS.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains("SUCCESS");
    }

    @Test
    void everyAlertIsTested() throws IOException {
        Set<String> alerts = words(Files.readString(PROMETHEUS.resolve("rules.yaml")), "- alert: (\\w+)");
        assertThat(alerts).isNotEmpty();
        assertThat(words(Files.readString(PROMETHEUS.resolve("rules_test.yaml")), "alertname: (\\w+)"))
                .isEqualTo(alerts);
    }

    @Test
    void everyMetricThatIsAskedForIsThere() throws IOException {
        String rules = Files.readString(PROMETHEUS.resolve("rules.yaml"));
        Set<String> asked = new TreeSet<>();
        EXPRESSION.matcher(rules).results().forEach(rule -> asked.addAll(names(rule.group(1))));
        JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
        dashboard.findValuesAsString("expr").forEach(expression -> asked.addAll(names(expression)));
        assertThat(asked).hasSizeGreaterThan(20);
        asked.removeAll(words(rules, "- record: ([\\w:]+)"));
        assertThat(shown()).containsAll(asked);
    }

    /** The names that an instance shows that has done a piece of work. */
    private static Set<String> shown() {
        try (RunningPortside portside = RunningPortside.onPostgres(Map.of())) {
            Reply accepted = portside.post("/insert", "{\"id\":\"shown\",\"value\":1}");
            assertThat(portside.get(accepted.header("Location"), "Prefer", "wait=30")
                            .json()
                            .get("status")
                            .stringValue())
                    .isEqualTo("applied");
            return MetricsText.prometheus(portside.get("/metrics").http().body()).stream()
                    .map(MetricsText.Sample::name)
                    .collect(Collectors.toSet());
        }
    }

    private static List<String> names(String expression) {
        return NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .toList();
    }

    private static Set<String> words(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
