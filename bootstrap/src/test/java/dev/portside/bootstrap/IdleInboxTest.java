package dev.portside.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.stack.Database;
import dev.portside.stack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An instance that has nothing to do asks its inbox once a second at most, whatever the number of its workers. */
class IdleInboxTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Database inbox = LocalStack.shared().postgresInbox().freshDatabase();

    @Test
    void leavesItsDatabaseAlone() throws SQLException {
        try (RunningPortside portside = RunningPortside.onPostgres(settings())) {
            assertThat(portside.get("/readyz").status()).isEqualTo(200);
            // Its polls slow down one by one, and a server counts late: the first windows still show the start.
            await().atMost(WINDOW.multipliedBy(6)).pollDelay(Duration.ZERO).until(() -> {
                long asked = questionsWithin(WINDOW);
                System.out.println(
                        "an instance without work asks its inbox " + asked + " times in " + WINDOW.toSeconds() + " s");
                return asked > 0 && asked <= WINDOW.toSeconds();
            });
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(inbox.settings("INBOX_DB_"));
        settings.put("INBOX_WORKER_COUNT", "16");
        return settings;
    }

    private long questionsWithin(Duration window) throws SQLException {
        long before = questions();
        Instant end = Instant.now().plus(window);
        await().atMost(window.plusSeconds(5)).until(() -> !Instant.now().isBefore(end));
        return questions() - before;
    }

    /** Every statement that an idle instance may send, and each worker's search for tasks, reads the lanes once. */
    private long questions() throws SQLException {
        String query = "SELECT coalesce(seq_scan, 0) + coalesce(idx_scan, 0) FROM pg_stat_user_tables"
                + " WHERE relname = 'lanes'";
        try (Connection connection = DriverManager.getConnection(inbox.jdbcUrl(), inbox.user(), inbox.password());
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery(query)) {
            count.next();
            return count.getLong(1);
        }
    }
}
