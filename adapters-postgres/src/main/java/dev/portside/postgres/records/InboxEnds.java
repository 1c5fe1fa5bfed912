package dev.portside.postgres.records;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.records.LedgerKey;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Rows;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How tasks leave the inbox, are kept for another attempt, and come back. Each is one statement. */
final class InboxEnds {
    /** The pending tasks among those named, as far as their lanes are held. */
    private static final String LOCATED = """
            located AS MATERIALIZED (
                SELECT task.place, named.reason
                FROM unnest(CAST(? AS uuid[]), CAST(? AS text[])) AS named (id, reason)
                CROSS JOIN LATERAL (
                    SELECT ctid AS place, lane FROM inbox_tasks WHERE inbox_tasks.id = named.id LIMIT 1) AS task
                WHERE (CAST(? AS bigint[]))[task.lane + 1] = (
                    SELECT epoch FROM lanes WHERE kind = 'records' AND lanes.lane = task.lane AND owner IS NOT NULL))
            """;

    private static final String FINISH = "WITH " + LOCATED
            + """
            , moment AS MATERIALIZED (SELECT CAST(? AS date) AS day, CAST(? AS timestamptz) AS now),
            done AS (
                DELETE FROM inbox_tasks AS task USING located WHERE task.ctid = located.place
                RETURNING task.id, task.kind, task.accepted_at, located.reason),
            kept AS (
                INSERT INTO inbox_done (day, id, kind, reason, accepted_at, finished_at)
                SELECT day, id, kind, reason, accepted_at, now FROM done, moment),
            counted AS (%s)
            SELECT id FROM done""".formatted(InboxCounts.add(
                    """
                    SELECT %s, kind, %d, -1 FROM done
                    UNION ALL
                    SELECT day, kind, CASE WHEN reason IS NULL THEN %d ELSE %d END, 1 FROM done, moment
                    """.formatted(InboxCounts.NO_DAY, InboxCounts.PENDING, InboxCounts.APPLIED, InboxCounts.REJECTED)));

    /** The lease is locked, so that nobody else can work on the record while its task's failure is written down. */
    private static final String FENCE = """
            fence AS MATERIALIZED (SELECT lane FROM lanes WHERE lanes.lane = ? AND %s FOR SHARE)
            """.formatted(InboxRows.HELD);

    /** That one task, by its place: see {@link PostgresRecordInbox} for why. */
    private static final String FENCED = """
            WHERE task.lane = (SELECT lane FROM fence)
                AND task.ctid = (SELECT ctid FROM inbox_tasks WHERE id = CAST(? AS uuid) LIMIT 1)
            """;

    private static final String RETRY = "WITH " + FENCE + """
            UPDATE inbox_tasks AS task
            SET failures = ?, first_failure_at = CAST(? AS timestamptz), not_before = CAST(? AS timestamptz)
            """ + FENCED;

    private static final String BURY = "WITH " + FENCE
            + """
            , gone AS (
                DELETE FROM inbox_tasks AS task %s RETURNING task.*),
            dead AS (
                INSERT INTO inbox_dead (id, kind, record_id, value, accepted_at, ledger_day, ledger_key, traceparent,
                    letter, reason, finished_at)
                SELECT id, kind, record_id, value, accepted_at, ledger_day, ledger_key, traceparent, ?, ?, CAST(? AS timestamptz)
                FROM gone),
            counted AS (%s)
            """.formatted(FENCED, InboxCounts.add("""
                    SELECT %1$s, kind, %2$d, -1 FROM gone UNION ALL SELECT %1$s, kind, %3$d, 1 FROM gone
                    """.formatted(
                            InboxCounts.NO_DAY, InboxCounts.PENDING, InboxCounts.DEAD)))
            + ", letter AS (" + PostgresDeadLetters.INSERT + "SELECT " + PostgresDeadLetters.VALUES + " FROM gone"
            + PostgresDeadLetters.KEEP_THE_LATEST + ") SELECT id FROM gone";

    private static final String TAKE_BACK =
            """
            WITH horizon AS MATERIALIZED (SELECT day FROM inbox_ledger_horizon FOR SHARE),
            revived AS (DELETE FROM inbox_dead WHERE id = CAST(? AS uuid) RETURNING *),
            added AS (
                INSERT INTO inbox_tasks (lane, id, kind, record_id, value, accepted_at, ledger_day, ledger_key, traceparent,
                    taken_back)
                SELECT CAST(? AS int), id, kind, record_id, value, accepted_at, greatest(ledger_day, horizon.day),
                    CAST(? AS uuid), traceparent, true FROM revived, horizon),
            counted AS (%s)
            SELECT id FROM revived""".formatted(InboxCounts.add("""
                    SELECT %1$s, kind, %2$d, -1 FROM revived UNION ALL SELECT %1$s, kind, %3$d, 1 FROM revived
                    """.formatted(InboxCounts.NO_DAY, InboxCounts.DEAD, InboxCounts.PENDING)));

    private static final String DEAD =
            "SELECT record_id, coalesce(ledger_key, id), ledger_day FROM inbox_dead WHERE id = CAST(? AS uuid)";

    private final Database database;
    private final InstantSource clock;

    InboxEnds(Database inbox, InstantSource clock) {
        this.database = inbox;
        this.clock = clock;
    }

    Set<TaskId> finish(List<Outcome.Done> outcomes, Set<LeasedLane> held) {
        Instant now = clock.instant();
        return database.execute(db -> new HashSet<>(db.createQuery(FINISH)
                .addParam(
                        (Object) Rows.texts(outcomes, outcome -> outcome.task().value()))
                .addParam((Object) Rows.texts(outcomes, InboxEnds::reason))
                .addParam(PostgresLanes.epochs(held))
                .addParam(Partitions.day(now).toString())
                .addParam(Rows.timestamp(now))
                .execute()
                .map(row -> new TaskId(Rows.text(row, 1)))
                .toList()));
    }

    private static @Nullable String reason(Outcome.Done outcome) {
        return switch (outcome) {
            case Outcome.Applied _ -> null;
            case Outcome.Rejected rejected -> rejected.reason();
        };
    }

    /** Whether it was there, alone, with its lane held. */
    boolean retry(RecordTask task, Instant notBefore, Set<LeasedLane> held) {
        return database.execute(db -> db.createUpdate(RETRY)
                        .addParam(task.change().id().lane().number())
                        .addParam(PostgresLanes.epochs(held))
                        .addParam(task.failures())
                        .addParam(task.firstFailureAt().map(Rows::timestamp).orElse(null))
                        .addParam(Rows.timestamp(notBefore))
                        .addParam(task.id().value())
                        .execute())
                > 0;
    }

    boolean bury(RecordTask task, DeadLetter letter, Set<LeasedLane> held) {
        return database.execute(db -> PostgresDeadLetters.addTo(
                                db.createQuery(BURY)
                                        .addParam(task.change().id().lane().number())
                                        .addParam(PostgresLanes.epochs(held))
                                        .addParam(task.id().value())
                                        .addParam(letter.id())
                                        .addParam(letter.error())
                                        .addParam(Rows.timestamp(clock.instant())),
                                letter)
                        .execute()
                        .count())
                > 0;
    }

    void takeBack(UUID id) {
        database.transaction(db -> db.get(DEAD, id.toString()).map(row -> {
            LedgerKey closed = new LedgerKey(UUID.fromString(Rows.text(row, 2)), LocalDate.parse(Rows.text(row, 3)));
            return db.query(
                            TAKE_BACK,
                            id.toString(),
                            new RecordId(Rows.text(row, 1)).lane().number(),
                            closed.renewed().id().toString())
                    .count();
        }));
    }
}
