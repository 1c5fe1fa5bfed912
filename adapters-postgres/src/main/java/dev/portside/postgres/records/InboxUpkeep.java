package dev.portside.postgres.records;

import dev.portside.domain.shared.Idempotency;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Rows;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the tables of records from growing: makes the partitions of the coming days, drops those past their time, and
 * clears away the dead rows of pending tasks. Any number of instances may do so at once.
 *
 * <p>Hazard: a task whose ledger is gone could take effect again. Therefore a day of the ledger is dropped only when no
 * task of that day is pending, and the day is first written down as past: a task that is taken back later gets a day that
 * is kept. A worker that held a batch all this time finds no partition and changes nothing.
 */
public final class InboxUpkeep {
    private static final int DAYS_AHEAD = 3;

    /** Between a task's acceptance and its insertion lies less than that. */
    private static final Duration LEDGER_MIN = Duration.ofHours(1);

    private static final int DEAD_MAX = 1_000;

    private static final int DEAD_ROWS_MAX = 20_000;

    private static final Partitions DONE = new Partitions("inbox_done");
    private static final Partitions PACKED_DONE = new Partitions("inbox_packed_done");
    private static final Partitions KEYS = new Partitions("inbox_keys");
    private static final Partitions LEDGER = new Partitions("record_ledger");

    private static final String FORGET_COUNTS =
            "DELETE FROM inbox_counts WHERE day < CAST(? AS date) AND day <> %s".formatted(InboxCounts.NO_DAY);

    private static final String HORIZON = "SELECT day FROM inbox_ledger_horizon FOR UPDATE";

    private static final String ADVANCE = """
            UPDATE inbox_ledger_horizon SET day = CAST(? AS date) WHERE day < CAST(? AS date)""";

    /** Dead tasks whose letters were discarded; one statement moves a bounded number. */
    private static final String FORGET_DEAD = """
            WITH gone AS (
                DELETE FROM inbox_dead WHERE id IN (
                    SELECT id FROM inbox_dead AS dead WHERE finished_at < CAST(? AS timestamptz)
                        AND NOT EXISTS (SELECT FROM dead_letters WHERE dead_letters.id = dead.letter) LIMIT %d)
                RETURNING kind)
            %s""".formatted(
            DEAD_MAX,
            InboxCounts.add("SELECT %s, kind, %d, -1 FROM gone".formatted(InboxCounts.NO_DAY, InboxCounts.DEAD)));

    private static final String VACUUM = "VACUUM (SKIP_LOCKED, TRUNCATE false) inbox_tasks, inbox_packed";

    private final Database inbox;
    private final Database main;
    private final Duration retention;
    private final InstantSource clock;
    private long vacuumedAfter;

    /** @param retention how long ended tasks can be found, at least; they go by whole days */
    public InboxUpkeep(Database inbox, Database main, Duration retention, InstantSource clock) {
        this.inbox = inbox;
        this.main = main;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Makes and drops what is due.
     *
     * @return false, since it waits for its next turn
     * @throws dev.portside.domain.shared.Unavailable when a database is away; what is left is done the next time
     */
    public boolean runOnce() {
        makePartitions();
        dropEnded();
        dropLedger();
        return false;
    }

    private void makePartitions() {
        LocalDate first = Partitions.day(clock.instant()).minusDays(1);
        LocalDate last = Partitions.day(clock.instant()).plusDays(DAYS_AHEAD);
        for (Partitions table : List.of(DONE, PACKED_DONE, KEYS)) {
            table.make(inbox, first, last);
        }
        LEDGER.make(main, first, last);
    }

    private void dropEnded() {
        LocalDate horizon = Partitions.day(clock.instant().minus(retention));
        inbox.execute(db -> db.dml(FORGET_COUNTS, horizon.toString()));
        for (Partitions ended : List.of(DONE, PACKED_DONE)) {
            ended.before(inbox, horizon).forEach(day -> ended.drop(inbox, day));
        }
        LocalDate keyHorizon = Partitions.day(clock.instant().minus(Idempotency.TTL));
        KEYS.before(inbox, keyHorizon).forEach(day -> KEYS.drop(inbox, day));
        inbox.execute(db -> db.dml(FORGET_DEAD, Rows.timestamp(clock.instant().minus(retention))));
    }

    private void dropLedger() {
        Duration kept = retention.compareTo(LEDGER_MIN) > 0 ? retention : LEDGER_MIN;
        LocalDate wanted = Partitions.day(clock.instant().minus(kept));
        LocalDate horizon = inbox.transaction(db -> {
            Rows.discard(db.query(HORIZON));
            Optional<LocalDate> oldest = db.get(InboxView.OLDEST)
                    .flatMap(row -> Rows.optionalInstant(row, 1))
                    .map(Partitions::day);
            LocalDate possible = oldest.filter(wanted::isAfter).orElse(wanted);
            db.dml(ADVANCE, possible.toString(), possible.toString());
            return possible;
        });
        LEDGER.before(main, horizon).forEach(day -> LEDGER.drop(main, day));
    }

    /**
     * Clears away what finished tasks left in the table of pending ones, when enough of them have ended since the last time.
     * Skips its turn when somebody else does it. One thread at a time.
     *
     * @param endedTasks how many this instance has ended so far
     * @return false, since it waits for its next turn
     */
    public boolean vacuum(long endedTasks) {
        if (endedTasks - vacuumedAfter >= DEAD_ROWS_MAX) {
            inbox.execute(db -> db.dml(VACUUM));
            vacuumedAfter = endedTasks;
        }
        return false;
    }
}
