package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.stack.process.Programs;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code make run-stack}. */
@Timeout(120)
class StackMainTest {
    private static final Duration END_TIME_MAX = Duration.ofSeconds(30);

    /** The folder of a server goes with it. */
    private static final String UNTIL_TERM =
            "trap 'echo told to stop with $(ls -d %s/portside-*-* | wc -l) folders; exit 0' TERM; while :; do sleep 0.1; done";

    @TempDir
    private Path temporary;

    @Test
    void runsTheCommandWithTheSettingsAndStopsItBeforeTheServers() throws Exception {
        Process main =
                start(Map.of(), "echo \"command at $DB_PORT $KAFKA_BROKERS\"; " + UNTIL_TERM.formatted(temporary));
        BufferedReader output = main.inputReader();
        String first = lineThatStartsWith("command at ", output);
        List<String> settings = Files.readAllLines(settingsFile());
        List<ProcessHandle> family = main.descendants().toList();

        main.toHandle().destroy();

        assertThat(lineThatStartsWith("told", output)).isEqualTo("told to stop with 6 folders");
        assertThat(main.waitFor(END_TIME_MAX)).isTrue();
        assertThat(first)
                .isEqualTo("command at " + value(settings, "DB_PORT") + " " + value(settings, "KAFKA_BROKERS"));
        assertThat(settings)
                .contains("REPOSITORY_TYPE=postgres", "DB_NAME=mitservice", "INBOX_DB_NAME=mitservice_inbox");
        assertThat(value(settings, "REDIS_URL")).startsWith("redis://127.0.0.1:");
        assertThat(value(settings, "NATS_URL")).startsWith("nats://127.0.0.1:");
        assertNothingIsLeft(family);
    }

    @Test
    void leavesNoCommandWhenItIsKilled() throws Exception {
        Process main = start(StackSettings.addresses(LocalStack.shared()), "echo command; while :; do sleep 0.1; done");
        lineThatStartsWith("command", main.inputReader());
        List<ProcessHandle> family = main.descendants().toList();

        main.destroyForcibly();

        Files.delete(settingsFile());
        assertNothingIsLeft(family);
    }

    @Test
    void endsAsTheCommandDoes() throws Exception {
        Process main = start(StackSettings.addresses(LocalStack.shared()), "exit 7");

        assertThat(main.waitFor(END_TIME_MAX)).isTrue();
        assertThat(main.exitValue()).isEqualTo(7);
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void tellsWhichServerCanNotBeHad() throws Exception {
        Map<String, String> addresses = StackSettings.addresses(LocalStack.shared());
        addresses.put("STACK_KAFKA", "nowhere");
        Process main = start(addresses, "echo command");

        assertThat(main.waitFor(END_TIME_MAX)).isTrue();
        assertThat(main.exitValue()).isEqualTo(1);
        assertThat(main.errorReader().readLine()).isEqualTo("STACK_KAFKA=nowhere: expected host:port");
        assertThat(main.inputReader().lines()).doesNotContain("command");
        assertThat(temporary).isEmptyDirectory();
    }

    private Process start(Map<String, String> environment, String script) throws IOException {
        // As the system's folder for temporary files: a server that may not be root has to enter it.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of(Programs.java(), "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.io.tmpdir=" + temporary);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StackMain.class.getName()));
        command.addAll(List.of(settingsFile().toString(), "sh", "-c", script));
        ProcessBuilder builder = new ProcessBuilder(command);
        Environments.forProcesses(builder.environment());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path settingsFile() {
        return temporary.resolve("stack.env");
    }

    private void assertNothingIsLeft(List<ProcessHandle> family) {
        assertThat(family).isNotEmpty();
        await().atMost(END_TIME_MAX).untilAsserted(() -> {
            assertThat(family).noneMatch(ProcessHandle::isAlive);
            assertThat(temporary).isEmptyDirectory();
        });
    }

    private static String lineThatStartsWith(String start, BufferedReader output) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(start)) {
                return line;
            }
        }
        throw new AssertionError("the output ended without " + start);
    }

    private static String value(List<String> settings, String name) {
        return settings.stream()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }
}
