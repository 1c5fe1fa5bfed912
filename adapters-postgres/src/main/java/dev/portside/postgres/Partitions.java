package dev.portside.postgres;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The partitions, one per day, of a table that is partitioned by its column {@code day}. */
public record Partitions(String table) {
    private static final String LOCK = "SELECT pg_advisory_xact_lock(hashtext(?))";

    private static final String DAYS = """
            SELECT right(child.relname, 10) FROM pg_inherits
            JOIN pg_class child ON child.oid = inhrelid
            WHERE inhparent = CAST(? AS regclass) ORDER BY 1""";

    /** The day to which what happens at this instant belongs. */
    public static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** Those that exist, oldest first. */
    public List<LocalDate> days(DbExecute db) {
        return db.query(DAYS, table)
                .map(row -> LocalDate.parse(Rows.text(row, 1).replace('_', '-')))
                .toList();
    }

    /** Makes the missing ones for the days from {@code first} to {@code last}; other instances may do the same at once. */
    public void make(Database database, LocalDate first, LocalDate last) {
        List<LocalDate> wanted = first.datesUntil(last.plusDays(1)).toList();
        if (database.execute(this::days).containsAll(wanted)) {
            return;
        }
        database.inTransaction(db -> {
            Rows.discard(db.query(LOCK, table));
            List<LocalDate> there = days(db);
            wanted.stream().filter(day -> !there.contains(day)).forEach(day -> make(db, day));
        });
    }

    /** Made beside the table and attached then, so that the table's users go on. */
    private void make(DbExecute db, LocalDate day) {
        db.dml("CREATE TABLE " + name(day) + " (LIKE " + table + " INCLUDING ALL)");
        db.dml("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                .formatted(table, name(day), day, day.plusDays(1)));
    }

    /**
     * Drops the partition of that day, with all its rows, whoever else does the same. Costs no more for many rows than for
     * few. Gives up rather than make the table's users queue behind it for long.
     *
     * @throws dev.portside.domain.shared.Unavailable when the table is in use for too long
     */
    public void drop(Database database, LocalDate day) {
        drop(database, day, _ -> true);
    }

    /**
     * The same, when {@code unneeded} says so while the table is locked, so that no row can come into it any more. Throws
     * likewise.
     */
    public void drop(Database database, LocalDate day, Predicate<DbExecute> unneeded) {
        database.inTransaction(db -> {
            db.dml("SET LOCAL lock_timeout = '500ms'");
            db.dml("LOCK TABLE ONLY " + table + " IN ACCESS EXCLUSIVE MODE");
            if (days(db).contains(day) && unneeded.test(db)) {
                db.dml("DROP TABLE " + name(day));
            }
        });
    }

    private String name(LocalDate day) {
        return table + '_' + day.toString().replace('-', '_');
    }

    /** The days before {@code horizon} whose partitions exist. */
    public Stream<LocalDate> before(Database database, LocalDate horizon) {
        return database.execute(this::days).stream().filter(day -> day.isBefore(horizon));
    }
}
