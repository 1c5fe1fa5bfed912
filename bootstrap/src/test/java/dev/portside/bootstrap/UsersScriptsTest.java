package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code make test-user-api} judges rightly. */
class UsersScriptsTest {
    @Test
    void findsThatAllIsWell() throws Exception {
        try (RunningPortside portside = RunningPortside.start()) {
            Ended ended = run("test-user-api", portside);
            assertThat(ended.output).contains("ok     a user is added").doesNotContain("WRONG");
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

    private static void fill(RunningPortside portside) {
        int status = 201;
        for (int i = 0; status == 201; i++) {
            status = portside.post("/api/users", "{\"email\":\"" + i + "@example.com\",\"name\":\"x\"}")
                    .status();
        }
    }

    private record Ended(int code, String output) {}

    private static Ended run(String script, RunningPortside portside) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(Path.of("..", "ops", script).toString()).redirectErrorStream(true);
        builder.environment().put("URL", "http://127.0.0.1:" + portside.port());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}
