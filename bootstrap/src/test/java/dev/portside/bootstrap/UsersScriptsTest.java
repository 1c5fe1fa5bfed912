package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code make test-user-api} and {@code make test-crash} judge rightly. */
class UsersScriptsTest {
    @ParameterizedTest
    @ValueSource(strings = {"test-user-api", "test-crash"})
    void findsThatAllIsWell(String script) throws Exception {
        try (RunningPortside portside = RunningPortside.start(Map.of("RELAY_POLL_INTERVAL", "50ms"))) {
            Ended ended = run(script, portside);
            assertThat(ended.output).contains("ok     ").doesNotContain("WRONG");
            assertThat(ended.code).isZero();
        }
    }

    @Test
    void aWrongAnswerIsExitCodeOne() throws Exception {
        try (RunningPortside full = RunningPortside.start(Map.of("MAX_MEMORY_USAGE", "1MB"))) {
            fill(full);
            Ended ended = run("test-user-api", full);
            assertThat(ended.code).isEqualTo(1);
            assertThat(ended.output).contains("WRONG  a user is added: status 503 instead of 201");
        }
    }

    @Test
    void anEventThatNoRelayBringsToTheTopicIsWrong() throws Exception {
        try (RunningPortside portside = RunningPortside.start(Map.of("ROLES", "api", "RELAY_POLL_INTERVAL", "50ms"))) {
            Ended ended = run("test-crash", portside, "RELAY_SECONDS_MAX=1");
            assertThat(ended.code).isEqualTo(1);
            assertThat(ended.output).contains("WRONG  the relay brings the orphaned event to the topic");
        }
    }

    @Test
    void aServiceWithoutTestEndpointsIsToldHowToGetThem() throws Exception {
        try (RunningPortside portside = RunningPortside.start(Map.of("TEST_ENDPOINTS", "false"))) {
            Ended ended = run("test-crash", portside);
            assertThat(ended.code).isEqualTo(1);
            assertThat(ended.output).contains("TEST_ENDPOINTS=true");
        }
    }

    private static void fill(RunningPortside portside) {
        int status = 201;
        for (int i = 0; status == 201; i++) {
            status = portside.post("/api/users", "{\"email\":\"" + i + "@example.com\",\"name\":\"x\"}")
                    .status();
        }
    }

    private record Ended(int code, String output) {}

    private static Ended run(String script, RunningPortside portside, String... settings)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("env", "URL=http://127.0.0.1:" + portside.port()));
        command.addAll(List.of(settings));
        command.add(Path.of("..", "ops", script).toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
