package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.bootstrap.settings.BadSettings;
import dev.portside.bootstrap.settings.Environment;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.kafka.memory.TopicRecord;
import dev.portside.stack.LocalStack;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands about user events, beside a service on real backends. */
class UserCommandsTest {
    private final Map<String, String> backends = RunningPortside.backends();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void replaysWhatWasAskedForWithItsIdsAndNothingTwice() {
        try (RunningPortside portside = RunningPortside.onPostgres(backends)) {
            String ann = add(portside, "ann");
            add(portside, "bob");
            portside.put(ann, "{\"email\":\"ann@example.com\",\"name\":\"Ann Lee\"}");
            await().until(() -> portside.userEvents().size() == 3);

            assertThat(backfill("--from", "2026-01-01", "--dry-run")).isZero();
            assertThat(out.toString())
                    .contains("3 events from 2026-01-01T00:00:00Z", "user.created  2", "user.updated  1");
            assertThat(portside.userEvents()).hasSize(3);

            assertThat(backfill("--from", "2026-01-01", "--type", "user.created", "--rate", "1000"))
                    .isZero();
            assertThat(out.toString()).contains("2 of 2 events", "sent");
            assertThat(replayed(portside)).hasSize(2);

            String id = ann.substring(ann.lastIndexOf('/') + 1);
            assertThat(backfill("--from", "2026-01-01", "--user", id)).isZero();
            assertThat(replayed(portside)).hasSize(4);
            assertThat(idsOf(replayed(portside), id)).containsAll(idsOf(portside.userEvents(), id));
            assertThat(backfill("--from", "2030-01-01", "--to", "2030-01-02")).isZero();
            assertThat(out.toString()).contains("0 events from 2030");
            assertThat(replayed(portside)).hasSize(4);
        }
    }

    @Test
    void goesOnWhereAnEarlierReplayEnded() {
        try (RunningPortside portside = RunningPortside.onPostgres(backends)) {
            add(portside, "ann");
            add(portside, "bob");
            await().until(() -> portside.userEvents().size() == 2);
            Map<String, String> without = new HashMap<>(backends);
            without.put("KAFKA_BROKERS", "127.0.0.1:1");
            assertThat(execute(new BackfillCommand(() -> environment(without)), "--from", "2026-01-01"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("Kafka cannot be reached").hasLineCount(1);
            Matcher position = Pattern.compile("go on with --after (\\d+)").matcher(out.toString());
            assertThat(position.find()).isTrue();
            assertThat(backfill("--from", "2026-01-01", "--after", position.group(1)))
                    .isZero();
            assertThat(replayed(portside)).hasSize(2);
        }
    }

    @Test
    void badUsageOfBackfillIsTold() {
        assertThat(backfill()).isEqualTo(2);
        assertThat(backfill("--from", "yesterday")).isEqualTo(2);
        assertThat(backfill("--from", "2026-01-02", "--to", "2026-01-01")).isEqualTo(2);
        assertThat(backfill("--from", "2026-01-01", "--type", "created")).isEqualTo(2);
        assertThat(backfill("--from", "2026-01-01", "--user", "7")).isEqualTo(2);
        assertThat(backfill("--from", "2026-01-01", "--rate", "0")).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--from",
                        "'yesterday' is neither such as 2026-01-31 nor 2026-01-31T12:00:00Z",
                        "--from must be before --to",
                        "'created' is neither user.created nor user.updated",
                        "'7' is no id",
                        "--rate must be 1 or more");
    }

    @Test
    void aDatabaseThatWasNeverMigratedIsTold() {
        Map<String, String> empty = new HashMap<>(backends);
        empty.putAll(LocalStack.shared().postgresMain().freshDatabase().settings("DB_"));
        assertThat(execute(new CheckOutboxCommand(() -> environment(empty)))).isEqualTo(1);
        assertThat(err.toString())
                .contains("is older than this program: portside migrate up")
                .hasLineCount(1);
    }

    @Test
    void showsHowFarTheEventsAre() {
        Map<String, String> withoutRelay = new HashMap<>(backends);
        withoutRelay.put("ROLES", "api");
        try (RunningPortside portside = RunningPortside.onPostgres(withoutRelay)) {
            String ann = add(portside, "ann");
            assertThat(execute(new CheckOutboxCommand(() -> environment(backends))))
                    .isZero();
            assertThat(out.toString())
                    .contains("unsent  1, the oldest for PT", "dead    0", "waiting ", "user.created")
                    .contains("user " + ann.substring(ann.lastIndexOf('/') + 1));
        }
        try (RunningPortside portside = RunningPortside.onPostgres(backends)) {
            await().until(() -> portside.userEvents().size() == 1);
            await().until(() -> {
                out.getBuffer().setLength(0);
                execute(new CheckOutboxCommand(() -> environment(backends)));
                return out.toString().contains("unsent  0") && out.toString().contains("sent ");
            });
        }
    }

    @Test
    void aRelayTakesAFreePortUnlessItIsGivenOneAndNoOtherRole() {
        Settings free = RelayCommand.settings(environment(backends));
        assertThat(free.roles()).containsExactly(Role.RELAY);
        assertThat(free.http().port()).isZero();
        Map<String, String> given = new HashMap<>(backends);
        given.put("HTTP_PORT", "9123");
        given.put("ROLES", "api");
        Settings chosen = RelayCommand.settings(environment(given));
        assertThat(chosen.roles()).containsExactly(Role.RELAY);
        assertThat(chosen.http().port()).isEqualTo(9123);
        assertThatThrownBy(() -> RelayCommand.settings(environment(Map.of("REPOSITORY_TYPE", "mock"))))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("REPOSITORY_TYPE");
    }

    private static String add(RunningPortside portside, String name) {
        RunningPortside.Reply added = portside.post(
                "/api/users", "{\"email\":\"" + name + "@example.com\",\"name\":\"" + Instant.EPOCH + "\"}");
        assertThat(added.status()).isEqualTo(201);
        return added.header("Location");
    }

    private static List<TopicRecord> replayed(RunningPortside portside) {
        return portside.userEvents().stream()
                .filter(event -> "true".equals(event.headers().get("ce_replay")))
                .toList();
    }

    private static List<String> idsOf(List<TopicRecord> events, String user) {
        return events.stream()
                .filter(event -> event.key().equals(user))
                .map(event -> String.valueOf(event.headers().get("ce_id")))
                .distinct()
                .toList();
    }

    private int backfill(String... arguments) {
        return execute(new BackfillCommand(() -> environment(backends)), arguments);
    }

    private static Environment environment(Map<String, String> values) {
        return Environment.of(values, Path.of("no.env"));
    }

    private int execute(Object command, String... arguments) {
        CommandLine commandLine = Main.commandLine(command);
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
