package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.stack.process.Ports;
import dev.portside.stack.process.ProcessPlan;
import dev.portside.stack.process.ProcessRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class FailedStartTest {
    private static final Duration READY_TIME_MAX = Duration.ofSeconds(1);

    @TempDir
    private Path temporary;

    @Test
    void tellsWhyAServerEndedAtOnce() {
        LocalRedis redis = server("echo first line; echo no space left; exit 3");

        assertThatThrownBy(redis::startOrClose)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("broken redis on 127.0.0.1:")
                .hasMessageContaining("did not start: it exited 3; the end of its log:")
                .hasMessageEndingWith("no space left");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void givesUpOnAServerThatDoesNotGetReady() {
        LocalRedis redis = server("echo starting; sleep 60");

        assertThatThrownBy(redis::startOrClose)
                .isInstanceOf(StackFailure.class)
                .hasMessageContaining("is not ready after 1 s: Connection refused; the end of its log:\nstarting");
        assertThat(temporary).isEmptyDirectory();
    }

    @Test
    void tellsThatAProgramIsNotThere() {
        ProcessPlan plan = ProcessPlan.server(
                "absent", temporary.resolve("absent"), "TERM", READY_TIME_MAX, List.of("/no/such/program"));
        LocalRedis redis = new LocalRedis(Running.here("absent", Ports.free(), ProcessRunner.of(plan)), READY_TIME_MAX);

        assertThatThrownBy(redis::startOrClose)
                .hasMessageContaining("absent: failed")
                .hasMessageContaining("/no/such/program");
    }

    private LocalRedis server(String script) {
        ProcessPlan plan = ProcessPlan.server(
                "broken redis", temporary.resolve("broken"), "TERM", READY_TIME_MAX, List.of("sh", "-c", script));
        return new LocalRedis(Running.here("broken redis", Ports.free(), ProcessRunner.of(plan)), READY_TIME_MAX);
    }
}
