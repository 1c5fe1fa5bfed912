package dev.portside.postgres.users;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.UserEvent;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatementQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;

/** How claims end, and how a dead event comes back. Each is one statement. */
final class OutboxEnds {
    /** Ends the claim; nothing follows when it has ended before. */
    private static final String WITH_ENDED = """
            WITH claim AS (
                DELETE FROM outbox_claims WHERE batch = CAST(? AS uuid) RETURNING sequences),
            ended AS (SELECT unnest(sequences) AS sequence FROM claim)
            """;

    private static final String RELEASE = WITH_ENDED + "SELECT FROM ended LIMIT 1";

    private static final String GONE = """
            , gone AS (
                DELETE FROM outbox_unsent WHERE sequence = ANY (ARRAY(SELECT sequence FROM ended))
                RETURNING sequence, day, lane),
            tried AS (DELETE FROM outbox_retries WHERE sequence = ANY (ARRAY(SELECT sequence FROM ended))),
            counted AS (""" + OutboxCounts.add("SELECT -count(*) FROM gone") + ")";

    private static final String MARK_SENT = WITH_ENDED + GONE + """
            SELECT event.* FROM gone
            CROSS JOIN LATERAL (
                SELECT %s FROM outbox_events
                WHERE outbox_events.sequence = gone.sequence AND outbox_events.day = gone.day LIMIT 1) AS event
            ORDER BY gone.sequence""".formatted(UserRows.EVENT);

    private static final String RETRY = WITH_ENDED + """
            INSERT INTO outbox_retries (sequence, user_id, failures, first_failure_at, not_before)
            SELECT sequence, CAST(? AS uuid), ?, CAST(? AS timestamptz), CAST(? AS timestamptz) FROM ended
            ON CONFLICT (sequence) DO UPDATE SET failures = excluded.failures,
                first_failure_at = excluded.first_failure_at, not_before = excluded.not_before
            RETURNING sequence""";

    private static final String COLUMNS =
            "sequence, created_at, occurred_at, version, id, user_id, type, email, name, traceparent";

    private static final String BURY = WITH_ENDED + GONE
            + """
            , moved AS (
                DELETE FROM outbox_events AS event USING gone
                WHERE event.sequence = gone.sequence AND event.day = gone.day RETURNING event.*, gone.lane),
            dead AS (INSERT INTO outbox_dead (%1$s, day, lane) SELECT %1$s, day, lane FROM moved),
            letter AS (""".formatted(COLUMNS)
            + PostgresDeadLetters.INSERT + "SELECT " + PostgresDeadLetters.VALUES + " FROM gone"
            + PostgresDeadLetters.KEEP_THE_LATEST + ") SELECT sequence FROM gone";

    private static final String TAKE_BACK =
            """
            WITH revived AS (DELETE FROM outbox_dead WHERE id = CAST(? AS uuid) RETURNING *),
            event AS (
                INSERT INTO outbox_events (%1$s, day) SELECT %1$s, greatest(day, CAST(? AS date)) FROM revived
                RETURNING sequence, occurred_at, user_id, day),
            unsent AS (
                INSERT INTO outbox_unsent (sequence, occurred_at, user_id, day, lane)
                SELECT event.*, revived.lane FROM event, revived),
            counted AS (""".formatted(COLUMNS) + OutboxCounts.add("SELECT count(*) FROM event") + ") SELECT sequence FROM event";

    private final Database database;
    private final Duration retention;
    private final InstantSource clock;

    OutboxEnds(Database main, Duration retention, InstantSource clock) {
        this.database = main;
        this.retention = retention;
        this.clock = clock;
    }

    private static DbStatementQuery ending(DbExecute db, String statement, Claim claim) {
        return db.createQuery(statement).addParam(claim.batch().value().toString());
    }

    List<UserEvent> markSent(Claim claim) {
        return database.execute(db ->
                ending(db, MARK_SENT, claim).execute().map(UserRows::event).toList());
    }

    void release(Claim claim) {
        database.execute(db -> ending(db, RELEASE, claim).execute().count());
    }

    void retry(Claim claim, UnsentEvent failed, Instant notBefore) {
        Instant now = clock.instant();
        database.execute(db -> ending(db, RETRY, claim)
                .addParam(failed.event().user().id().text())
                .addParam(failed.failures())
                .addParam(Rows.timestamp(failed.firstFailureAt().orElse(now)))
                .addParam(Rows.timestamp(notBefore))
                .execute()
                .count());
    }

    void bury(Claim claim, DeadLetter letter) {
        database.execute(db -> PostgresDeadLetters.addTo(ending(db, BURY, claim), letter)
                .execute()
                .count());
    }

    /** Its day may be gone by now: then it is kept with the oldest that are. */
    void takeBack(EventId id) {
        LocalDate oldest = Partitions.day(clock.instant().minus(retention));
        database.execute(db -> db.query(TAKE_BACK, id.text(), oldest.toString()).count());
    }
}
