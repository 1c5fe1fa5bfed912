package dev.portside.bootstrap.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.settings.DatabaseSettings;
import dev.portside.postgres.DatabaseAddress;
import dev.portside.stack.Database;
import dev.portside.stack.LocalStack;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MigrateTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private DatabaseAddress main = address(LocalStack.shared().postgresMain().freshDatabase());
    private DatabaseAddress inbox = address(LocalStack.shared().postgresInbox().freshDatabase());
    private Optional<String> answer = Optional.empty();

    @Test
    void bothSchemasGoUpToTheirNewestVersionAndStayThere() {
        assertThat(migrate("info")).isZero();
        assertThat(out.toString())
                .contains("main   " + main, "inbox  " + inbox, "pending")
                .doesNotContain("applied");
        assertThat(migrate("up")).isZero();
        assertThat(out.toString())
                .containsPattern("main   .* applied\n")
                .containsPattern("inbox  .* applied\n")
                .hasLineCount(2);
        assertThat(migrate("up")).isZero();
        assertThat(out.toString()).isEqualTo("main   " + main + "  up to date\ninbox  " + inbox + "  up to date\n");
        assertThat(migrate("info")).isZero();
        assertThat(out.toString()).contains("applied 2").doesNotContain("pending");
    }

    @Test
    void theNewestVersionOfEachIsUndone() {
        migrate("up");
        assertThat(migrate("down", "--yes")).isZero();
        assertThat(out.toString())
                .containsPattern("inbox  .* undone\nmain   .* undone\n")
                .hasLineCount(2);
        migrate("info");
        assertThat(out.toString().lines().filter(line -> line.endsWith("pending")))
                .hasSize(2);
        while (!out.toString().contains("nothing to undo")) {
            assertThat(migrate("down", "--yes")).isZero();
        }
    }

    @Test
    void oneDatabaseCanBeLeftAlone() {
        assertThat(migrate("up", "--database", "inbox")).isZero();
        assertThat(out.toString()).startsWith("inbox  ").hasLineCount(1);
        main = away();
        assertThat(migrate("down", "--yes", "--database", "inbox")).isZero();
        assertThat(migrate("info", "--database", "Inbox")).isZero();
    }

    @Test
    void nothingIsUndoneUnlessTheUserIsSure() {
        migrate("up");
        answer = Optional.of("y");
        assertThat(migrate("down")).isEqualTo(1);
        assertThat(out.toString())
                .contains("goes, with all data that it holds", "nothing was undone")
                .doesNotContain(" undone\nmain");
        answer = Optional.empty();
        assertThat(migrate("down")).isEqualTo(2);
        assertThat(err.toString()).contains("--yes is needed where nobody can be asked", "migrate down [");
        migrate("info");
        assertThat(out.toString()).doesNotContain("pending");

        answer = Optional.of(" yes ");
        assertThat(migrate("down")).isZero();
        assertThat(out.toString()).containsPattern("main   .* undone\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "info", "down --yes"})
    void aDatabaseThatIsAwayIsOneLine(String arguments) {
        migrate("up");
        inbox = away();
        assertThat(migrate(arguments.split(" "))).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("the inbox database " + inbox + " cannot be reached: ")
                .doesNotContain(inbox.password())
                .hasLineCount(1);
    }

    @Test
    void aDatabaseThatDoesNotExistIsOneLine() {
        main = new DatabaseAddress(main.host(), main.port(), main.user(), main.password(), "nowhere", "disable");
        assertThat(migrate("up")).isEqualTo(1);
        assertThat(err.toString())
                .contains("the main database " + main, "\"nowhere\" does not exist")
                .hasLineCount(1);
    }

    @Test
    void aSchemaThatWasChangedByOtherMeansIsOneLine() throws SQLException {
        migrate("up");
        String url = "jdbc:postgresql://" + main.host() + ':' + main.port() + '/' + main.name();
        try (Connection connection = DriverManager.getConnection(url, main.user(), main.password());
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE schema_history SET checksum = 1");
        }
        assertThat(migrate("up")).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("the main database cannot be migrated: ")
                .contains("checksum")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sideways", "up --yes", "info --database third", "up up"})
    void badUsageIsTold(String arguments) {
        assertThat(migrate(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Usage: ").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "info"})
    void eachExplainsItself(String command) {
        assertThat(migrate(command, "--help")).isZero();
        assertThat(out.toString()).contains("migrate " + command, "--database");
    }

    /** What it prints replaces what was printed before. */
    private int migrate(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        DatabaseSettings settings = new DatabaseSettings(main, inbox, Optional.empty(), Duration.ofSeconds(1));
        CommandLine commandLine = Main.commandLine(new MigrateCommand(() -> settings, _ -> answer));
        commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    private static DatabaseAddress address(Database database) {
        return new DatabaseAddress(
                database.host(), database.port(), database.user(), database.password(), database.name(), "disable");
    }

    /** Where no server is. */
    private static DatabaseAddress away() {
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return new DatabaseAddress("127.0.0.1", closed.getLocalPort(), "me", "hunter2", "away", "disable");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
