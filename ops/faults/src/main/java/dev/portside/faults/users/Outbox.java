package dev.portside.faults.users;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The outbox, as its tables have it. */
public final class Outbox {
    private static final String EVENTS =
            "SELECT id, user_id, sequence, version, type, email, name FROM outbox_events ORDER BY sequence";
    private static final List<String> TYPES = List.of("user.created", "user.updated");

    private final Database database;

    public Outbox(Database database) {
        this.database = database;
    }

    /** Every event that was ever committed, and is not older than the outbox keeps them. */
    List<StoredEvent> events() {
        return query(
                EVENTS,
                row -> new StoredEvent(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        TYPES.get(row.getInt(5)),
                        row.getString(6),
                        row.getString(7)));
    }

    /** How many events wait. */
    public long unsent() {
        return query("SELECT count(*) FROM outbox_unsent", row -> row.getLong(1))
                .getFirst();
    }

    /** How many relays have lanes. */
    public long laneOwners() {
        return query(
                        "SELECT count(DISTINCT owner) FROM lanes WHERE kind = 'users' AND owner IS NOT NULL",
                        row -> row.getLong(1))
                .getFirst();
    }

    /** The errors of dead events, each after the number of its attempts. */
    public List<String> dead() {
        return query(
                "SELECT attempts || ' ' || error FROM dead_letters WHERE source = 'users'", row -> row.getString(1));
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Read<T> read) {
        List<T> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(read.from(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new EnvironmentFault("the outbox can't be read", e);
        }
    }
}
