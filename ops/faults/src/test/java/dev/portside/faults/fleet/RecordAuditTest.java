package dev.portside.faults.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.faults.oracle.State;
import dev.portside.stack.Database;
import dev.portside.stack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecordAuditTest {
    private final Database database = LocalStack.shared().postgresMain().freshDatabase();
    private final RecordAudit audit = new RecordAudit(database);

    @BeforeEach
    void install() throws SQLException {
        execute("CREATE TABLE records (id text PRIMARY KEY, value text, version bigint)");
        audit.install();
        audit.install();
    }

    @Test
    void notesEachChangeOfARow() throws SQLException {
        execute("INSERT INTO records VALUES ('a-1', '" + RecordValue.of(5, false) + "', 1), ('b-1', '1', 1)");
        execute("INSERT INTO records VALUES ('a-1', '', 1) ON CONFLICT (id) DO UPDATE SET version = 4, value = '"
                + RecordValue.of(6, false) + "'");
        execute("DELETE FROM records");
        assertThat(audit.effects("a-"))
                .containsOnlyKeys("a-1")
                .hasEntrySatisfying(
                        "a-1",
                        states -> assertThat(states).containsExactly(new State(1, 5), new State(4, 6), State.ABSENT));
        assertThat(audit.effects("b-1").get("b-1")).startsWith(new State(1, RecordValue.UNKNOWN));
    }

    @Test
    void refusesPoisonAndNotesNothingOfWhatWasRolledBack() {
        String poison = RecordValue.of(1, true);
        assertThatThrownBy(() -> execute("INSERT INTO records VALUES ('a', '1', 1), ('b', '" + poison + "', 1)"))
                .isInstanceOf(SQLException.class);
        assertThat(audit.effects("")).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            connection.createStatement().execute(sql);
        }
    }
}
