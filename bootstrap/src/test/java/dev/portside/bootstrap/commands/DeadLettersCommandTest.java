package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DeadLettersCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsRequeuesAndDiscards() {
        try (RunningPortside portside = RunningPortside.start()) {
            assertThat(run(portside, "list")).isZero();
            assertThat(out.toString()).isEqualToIgnoringNewLines("none");
            for (int i = 0; i < 3; i++) {
                portside.post("/api/test/orders", "unreadable " + i);
            }
            await().until(() -> ids(portside).size() == 3);
            assertThat(run(portside, "list", "--source", "orders", "--limit", "2"))
                    .isZero();
            assertThat(out.toString())
                    .contains(ids(portside).get(1), "2 shown")
                    .doesNotContain(ids(portside).get(2));

            assertThat(run(portside, "requeue", "--dry-run")).isZero();
            assertThat(run(portside, "requeue", "--source", "users")).isZero();
            assertThat(run(portside, "requeue", "--limit", "3")).isZero();
            assertThat(out.toString())
                    .contains("3 matched, 0 requeued", "0 matched, 0 requeued", "3 matched, 3 requeued, 0 failed");
            await().until(() -> ids(portside).size() == 3);

            String first = ids(portside).getFirst();
            assertThat(run(portside, "requeue", first)).isZero();
            await().until(() -> ids(portside).size() == 3);
            String last = ids(portside).getLast();
            assertThat(run(portside, "discard", last)).isZero();
            assertThat(out.toString()).contains(first + " requeued", last + " discarded");
            assertThat(ids(portside)).hasSize(2);
            assertThat(run(portside, "discard", last)).isEqualTo(1);
            assertThat(err.toString()).contains("404 there is no dead letter with this id");
        }
    }

    @Test
    void whoMayNotIsTold() {
        try (RunningPortside portside = RunningPortside.start()) {
            String url = portside.uri("").toString();
            assertThat(execute("dead-letters", "--url", url, "--token", RunningPortside.token("todos:write"), "list"))
                    .isEqualTo(1);
            assertThat(err.toString())
                    .contains("/api/dead-letters?limit=100: 403")
                    .hasLineCount(1);
        }
    }

    @Test
    void badUsageIsTold() {
        assertThat(execute("dead-letters")).isEqualTo(2);
        assertThat(execute("dead-letters", "discard")).isEqualTo(2);
        assertThat(execute("dead-letters", "list", "--source", "nothing")).isEqualTo(2);
        assertThat(err.toString()).contains("say list, requeue or discard", "ID", "--source");
    }

    private static List<String> ids(RunningPortside portside) {
        return portside.get("/api/dead-letters", RunningPortside.as("admin"))
                .json()
                .findValuesAsString("id");
    }

    private int run(RunningPortside portside, String... more) {
        return execute(Stream.of(
                        Stream.of("dead-letters"),
                        Stream.of(more),
                        Stream.of("--url", portside.uri("").toString(), "--token", RunningPortside.token("admin")))
                .flatMap(each -> each)
                .toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
