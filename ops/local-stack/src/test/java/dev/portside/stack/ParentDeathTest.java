package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.stack.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that has a whole stack, and dies. */
@Timeout(120)
class ParentDeathTest {
    private static final Duration END_TIME_MAX = Duration.ofSeconds(30);
    private static final int PROCESSES_MIN = 2 * Backend.values().length;

    @TempDir
    private Path temporary;

    @Test
    void leavesNoServerAndNoFolderWhenItIsKilled() throws IOException {
        Process program = start("paused", Backend.values());
        List<ProcessHandle> family = program.descendants().toList();
        assertThat(family).hasSizeGreaterThan(PROCESSES_MIN);

        program.destroyForcibly();

        awaitEndOf(family);
        await().atMost(END_TIME_MAX).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    }

    @Test
    void leavesNothingWhenItEndsWithoutClosingItsStack() throws IOException {
        Process program = start("running", Backend.REDIS, Backend.NATS);
        List<ProcessHandle> family = program.descendants().toList();

        program.getOutputStream().close();

        awaitEndOf(family);
        await().atMost(END_TIME_MAX).untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesNoServerWhenItsWardensAreKilledWithIt() throws IOException {
        Process program = start("running", Backend.REDIS, Backend.KAFKA, Backend.NATS);
        List<ProcessHandle> family = program.descendants().toList();

        program.children().forEach(ProcessHandle::destroyForcibly);
        program.destroyForcibly();

        awaitEndOf(family);
    }

    private Process start(String state, Backend... backends) throws IOException {
        // As the system's folder for temporary files: a server that may not be root has to enter it.
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> command = new ArrayList<>(List.of(
                Programs.java(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                StackHolder.class.getName(),
                state));
        Stream.of(backends).map(Backend::name).forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Environments.forProcesses(builder.environment());
        Process program = builder.start();
        assertThat(program.inputReader().readLine()).isEqualTo("ready");
        return program;
    }

    private static void awaitEndOf(List<ProcessHandle> family) {
        await().atMost(END_TIME_MAX).untilAsserted(() -> assertThat(family).noneMatch(ProcessHandle::isAlive));
    }
}
