package dev.portside.faults.users;

import dev.portside.faults.fleet.Tables;
import dev.portside.stack.Database;
import java.util.List;

/** The outbox, as its tables have it. */
public final class Outbox {
    private static final String EVENTS =
            "SELECT id, user_id, sequence, version, type, email, name FROM outbox_events ORDER BY sequence";
    private static final List<String> TYPES = List.of("user.created", "user.updated");

    private final Tables tables;

    public Outbox(Database database) {
        this.tables = new Tables(database);
    }

    /** Every event that was ever committed, and is not older than the outbox keeps them. */
    List<StoredEvent> events() {
        return tables.rows(
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
        return tables.number("SELECT count(*) FROM outbox_unsent");
    }

    /** How many relays have lanes. */
    public long laneOwners() {
        return tables.number("SELECT count(DISTINCT owner) FROM lanes WHERE kind = 'users' AND owner IS NOT NULL");
    }

    /** The errors of dead events, each after the number of its attempts. */
    public List<String> dead() {
        return tables.rows(
                "SELECT attempts || ' ' || error FROM dead_letters WHERE source = 'users'", row -> row.getString(1));
    }
}
