package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SeedTodosTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void createsAsManyTodosAsItIsToldTo() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(seed(portside, "--count", "120", "--token", RunningPortside.token("todos:write")))
                    .isZero();
            assertThat(out.toString()).contains("12 of 120 todos", "120 of 120 todos", "120 todos accepted by http");
            await().until(() -> portside.get("/todos?limit=1000").json().size() == 120);
            assertThat(portside.get("/todos?limit=1").http().body()).contains("\"title\":\"Todo 120\"");
        }
    }

    @Test
    void stopsAtOnceWhenTheTokenIsNotAccepted() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(seed(portside, "--token", "a.b.c")).isEqualTo(1);
            assertThat(seed(portside, "--token", RunningPortside.token("admin")))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("/todos refuses the token").hasLineCount(2);
        }
    }

    @Test
    void badUsageIsTold() {
        assertThat(execute("seed-todos", "--count", "0")).isEqualTo(2);
        assertThat(execute("seed-todos", "--url", "localhost")).isEqualTo(2);
        assertThat(err.toString()).contains("--count must be 1 or more", "--url must be an http URL");
    }

    private int seed(RunningPortside portside, String... more) {
        return execute(
                Stream.concat(Stream.of("seed-todos", "--url", portside.uri("").toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
