package dev.portside.faults.fleet;

import dev.portside.faults.oracle.State;
import dev.portside.stack.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Notes each change of a record's row, in the order in which they became visible: a row is locked from its change to the
 * commit, so that the notes about one record are numbered in the order of commits. Also refuses poison, as a rule of a
 * store that nobody thought of would.
 */
public final class RecordAudit {
    private static final String INSTALL = """
            CREATE TABLE IF NOT EXISTS records_audit (
                seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text, value text, version bigint);
            CREATE OR REPLACE FUNCTION records_audit() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' THEN
                    INSERT INTO records_audit (id, version) VALUES (OLD.id, 0);
                ELSE
                    INSERT INTO records_audit (id, value, version) VALUES (NEW.id, NEW.value, NEW.version);
                END IF;
                RETURN NULL;
            END $$;
            CREATE OR REPLACE FUNCTION records_poison() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                RAISE EXCEPTION 'poison' USING ERRCODE = 'check_violation';
            END $$;
            CREATE OR REPLACE TRIGGER records_audit AFTER INSERT OR UPDATE OR DELETE ON records
                FOR EACH ROW EXECUTE FUNCTION records_audit();
            CREATE OR REPLACE TRIGGER records_poison BEFORE INSERT OR UPDATE ON records
                FOR EACH ROW WHEN (NEW.value LIKE '%poison%') EXECUTE FUNCTION records_poison();
            """;

    private static final String READ =
            "SELECT id, value, version FROM records_audit WHERE starts_with(id, ?) ORDER BY seq";

    private record Change(String id, State state) {}

    private final Tables tables;

    /** @param database that of the records, migrated */
    public RecordAudit(Database database) {
        this.tables = new Tables(database);
    }

    /** Notes everything from now on. Repeating it changes nothing. */
    public void install() {
        tables.execute(INSTALL);
    }

    /** What was noted about the records whose id starts so, by id; records without a change are absent. */
    public Map<String, List<State>> effects(String prefix) {
        Map<String, List<State>> effects = new HashMap<>();
        tables.rows(READ, RecordAudit::change, prefix)
                .forEach(change -> effects.computeIfAbsent(change.id(), _ -> new ArrayList<>())
                        .add(change.state()));
        return effects;
    }

    private static Change change(ResultSet row) throws SQLException {
        State state =
                row.getLong(3) == 0 ? State.ABSENT : new State(row.getLong(3), RecordValue.number(row.getString(2)));
        return new Change(row.getString(1), state);
    }
}
