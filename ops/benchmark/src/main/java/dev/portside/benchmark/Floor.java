package dev.portside.benchmark;

import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/**
 * What the two servers give to somebody who does nothing but write: in turns, {@value #ROWS} rows into each database with
 * one statement and one commit.
 */
final class Floor implements AutoCloseable {
    private static final int ROWS = 100;
    private static final String CREATE = "CREATE TABLE floor (task uuid PRIMARY KEY, id text, value text)";
    private static final String INSERT =
            "INSERT INTO floor SELECT * FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS text[]))";

    private final Connection main;
    private final Connection inbox;
    private long tasks;

    Floor(Databases databases) throws SQLException {
        this.main = opened(databases.main());
        this.inbox = opened(databases.inbox());
    }

    private static Connection opened(Database database) throws SQLException {
        Databases.execute(database, CREATE);
        return Databases.connect(database);
    }

    /** Rows a second that went into both databases. */
    double measure(Duration time) throws SQLException {
        String[] ids = new String[ROWS];
        Arrays.setAll(ids, RecordCalls::id);
        String[] values = new String[ROWS];
        Arrays.fill(values, RecordCalls.VALUE);
        long rows = 0;
        long start = System.nanoTime();
        try (PreparedStatement intoInbox = inbox.prepareStatement(INSERT);
                PreparedStatement intoMain = main.prepareStatement(INSERT)) {
            for (; System.nanoTime() - start < time.toNanos(); rows += ROWS) {
                UUID[] keys = new UUID[ROWS];
                Arrays.setAll(keys, _ -> new UUID(tasks++, 0));
                insert(intoInbox, keys, ids, values);
                insert(intoMain, keys, ids, values);
            }
        }
        double rate = rows * 1e9 / (System.nanoTime() - start);
        main.createStatement().execute("TRUNCATE floor");
        inbox.createStatement().execute("TRUNCATE floor");
        return rate;
    }

    private static void insert(PreparedStatement statement, Object[]... columns) throws SQLException {
        String[] types = {"uuid", "text", "text"};
        for (int i = 0; i < columns.length; i++) {
            statement.setArray(i + 1, statement.getConnection().createArrayOf(types[i], columns[i]));
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        main.close();
        inbox.close();
    }
}
