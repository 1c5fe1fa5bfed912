package dev.portside.postgres.users;

import dev.portside.domain.shared.Idempotency;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/**
 * Keeps the tables of users from growing: makes the partitions of the coming days, drops those past their time, and clears
 * away what sent events left behind. Any number of instances may do so at once.
 *
 * <p>Hazard: a day of events that holds one which is still to be sent. The day is locked before it is looked at, so that
 * nothing can come into it between the look and the drop.
 */
public final class OutboxUpkeep {
    private static final int DAYS_AHEAD = 3;
    private static final int DEAD_MAX = 1_000;
    private static final int DEAD_ROWS_MAX = 20_000;

    private static final Partitions EVENTS = new Partitions("outbox_events");
    private static final Partitions KEYS = new Partitions("user_keys");

    private static final String UNSENT_OF_DAY = "SELECT FROM outbox_unsent WHERE day = CAST(? AS date) LIMIT 1";

    /** Dead events whose letters were discarded; one statement forgets a bounded number. */
    private static final String FORGET_DEAD = """
            DELETE FROM outbox_dead WHERE id IN (
                SELECT id FROM outbox_dead AS dead WHERE occurred_at < CAST(? AS timestamptz)
                    AND NOT EXISTS (SELECT FROM dead_letters WHERE dead_letters.id = CAST(dead.id AS text)) LIMIT %d)
            """.formatted(DEAD_MAX);

    private static final String VACUUM =
            "VACUUM (SKIP_LOCKED, TRUNCATE false) outbox_unsent, outbox_claims, outbox_counts";

    private final Database main;
    private final Duration retention;
    private final InstantSource clock;
    private long vacuumedAfter;

    /** @param retention how long sent events are kept, at least; they go by whole days */
    public OutboxUpkeep(Database main, Duration retention, InstantSource clock) {
        this.main = main;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Makes and drops what is due.
     *
     * @return false, since it waits for its next turn
     * @throws dev.portside.domain.shared.Unavailable when the database is away; what is left is done the next time
     */
    public boolean runOnce() {
        LocalDate today = Partitions.day(clock.instant());
        for (Partitions table : List.of(EVENTS, KEYS)) {
            table.make(main, today.minusDays(1), today.plusDays(DAYS_AHEAD));
        }
        Instant horizon = clock.instant().minus(retention);
        EVENTS.before(main, Partitions.day(horizon))
                .filter(day -> main.execute(db -> isSent(db, day)))
                .forEach(day -> EVENTS.drop(main, day, db -> isSent(db, day)));
        KEYS.before(main, Partitions.day(clock.instant().minus(Idempotency.TTL)))
                .forEach(day -> KEYS.drop(main, day));
        main.execute(db -> db.dml(FORGET_DEAD, Rows.timestamp(horizon)));
        return false;
    }

    private static boolean isSent(DbExecute db, LocalDate day) {
        return db.query(UNSENT_OF_DAY, day.toString()).count() == 0;
    }

    /**
     * Clears away what sent events left in the table of unsent ones, when enough were sent since the last time. Skips its
     * turn when somebody else does it. One thread at a time.
     *
     * @param sentEvents how many this instance has sent so far
     * @return false, since it waits for its next turn
     */
    public boolean vacuum(long sentEvents) {
        if (sentEvents - vacuumedAfter >= DEAD_ROWS_MAX) {
            main.execute(db -> db.dml(VACUUM));
            vacuumedAfter = sentEvents;
        }
        return false;
    }
}
