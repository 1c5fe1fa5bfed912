package dev.portside.postgres.records;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts submissions into the inbox. Without idempotency keys a list is one statement. With keys it is a transaction that
 * locks its keys first: a lock, not an index, keeps a key from being used twice, since an index cannot span the days by
 * which keys are stored and dropped.
 */
final class InboxIntake {
    private static final String INSERT =
            """
            WITH added AS (
                INSERT INTO inbox_tasks (lane, id, kind, record_id, value, accepted_at, ledger_day, traceparent)
                SELECT lane, id, kind, record_id, value,
                    timestamptz 'epoch' + accepted_micros * interval '1 microsecond', ledger_day, traceparent
                FROM unnest(CAST(? AS int[]), CAST(? AS uuid[]), CAST(? AS int[]), CAST(? AS text[]), CAST(? AS text[]),
                        CAST(? AS bigint[]), CAST(? AS date[]), CAST(? AS text[])) WITH ORDINALITY
                    AS task (lane, id, kind, record_id, value, accepted_micros, ledger_day, traceparent, place)
                ORDER BY place
                RETURNING kind)
            """ + InboxCounts.add("SELECT " + InboxCounts.NO_DAY + ", kind, " + InboxCounts.PENDING + ", 1 FROM added");

    private static final String LOCK = "SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(? AS bigint[])) AS key";

    private static final String KNOWN = """
            SELECT key, fingerprint, task FROM inbox_keys
            WHERE key = ANY (CAST(? AS uuid[])) AND expires_at > CAST(? AS timestamptz)""";

    private static final String REMEMBER = """
            INSERT INTO inbox_keys (day, key, fingerprint, task, expires_at)
            SELECT CAST(? AS date), key, fingerprint, task, CAST(? AS timestamptz)
            FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS uuid[])) AS used (key, fingerprint, task)
            ON CONFLICT (key, day) DO UPDATE SET fingerprint = excluded.fingerprint, task = excluded.task,
                expires_at = excluded.expires_at""";

    private record Use(UUID key, String fingerprint, TaskId task) {}

    private final Database database;
    private final InstantSource clock;

    InboxIntake(Database inbox, InstantSource clock) {
        this.database = inbox;
        this.clock = clock;
    }

    List<Acceptance> accept(List<Submission> submissions) {
        if (submissions.stream().allMatch(submission -> submission.idempotency().isEmpty())) {
            database.execute(
                    db -> insert(db, submissions.stream().map(Submission::task).toList()));
            return submissions.stream()
                    .<Acceptance>map(submission ->
                            new Acceptance.Accepted(submission.task().id()))
                    .toList();
        }
        return database.transaction(db -> acceptOnce(db, submissions));
    }

    private List<Acceptance> acceptOnce(DbExecute db, List<Submission> submissions) {
        Map<UUID, Use> uses = known(db, submissions);
        List<Use> fresh = new ArrayList<>();
        List<RecordTask> tasks = new ArrayList<>();
        List<Acceptance> acceptances = new ArrayList<>();
        for (Submission submission : submissions) {
            RecordTask task = submission.task();
            if (submission.idempotency().isPresent()) {
                Idempotency idempotency = submission.idempotency().get();
                Use before = uses.get(idempotency.id());
                if (before != null) {
                    acceptances.add(repeated(before, idempotency));
                    continue;
                }
                Use use = new Use(idempotency.id(), idempotency.fingerprint(), task.id());
                uses.put(use.key, use);
                fresh.add(use);
            }
            tasks.add(task);
            acceptances.add(new Acceptance.Accepted(task.id()));
        }
        remember(db, fresh);
        insert(db, tasks);
        return acceptances;
    }

    private static Acceptance repeated(Use before, Idempotency idempotency) {
        return before.fingerprint.equals(idempotency.fingerprint())
                ? new Acceptance.Repeated(before.task)
                : new Acceptance.KeyReused();
    }

    private Map<UUID, Use> known(DbExecute db, List<Submission> submissions) {
        List<UUID> keys = submissions.stream()
                .flatMap(submission -> submission.idempotency().stream())
                .map(Idempotency::id)
                .distinct()
                .sorted()
                .toList();
        // All take their locks in one order, so that nobody waits in a ring.
        Long[] locks = Rows.longs(keys, UUID::getLeastSignificantBits);
        Arrays.sort(locks);
        Rows.discard(db.createQuery(LOCK).addParam((Object) locks).execute());
        Map<UUID, Use> known = new HashMap<>();
        db.createQuery(KNOWN)
                .addParam((Object) Rows.texts(keys, UUID::toString))
                .addParam(Rows.timestamp(clock.instant()))
                .execute()
                .map(row ->
                        new Use(UUID.fromString(Rows.text(row, 1)), Rows.text(row, 2), new TaskId(Rows.text(row, 3))))
                .forEach(use -> known.put(use.key, use));
        return known;
    }

    private void remember(DbExecute db, List<Use> uses) {
        if (uses.isEmpty()) {
            return;
        }
        db.createInsert(REMEMBER)
                .addParam((Object)
                        LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString())
                .addParam(Rows.timestamp(clock.instant().plus(Idempotency.TTL)))
                .addParam((Object) Rows.texts(uses, use -> use.key.toString()))
                .addParam((Object) Rows.texts(uses, Use::fingerprint))
                .addParam((Object) Rows.texts(uses, use -> use.task.value()))
                .execute();
    }

    private static long insert(DbExecute db, List<RecordTask> tasks) {
        if (tasks.isEmpty()) {
            return 0;
        }
        return db.createInsert(INSERT)
                .addParam((Object)
                        Rows.wholes(tasks, task -> task.change().id().lane().number()))
                .addParam((Object) Rows.texts(tasks, task -> task.id().value()))
                .addParam((Object) Rows.wholes(tasks, task -> InboxRows.kind(task.change())))
                .addParam((Object) Rows.texts(tasks, task -> task.change().id().value()))
                .addParam((Object) Rows.texts(tasks, task -> InboxRows.value(task.change())))
                .addParam((Object) Rows.longs(tasks, task -> Rows.micros(task.acceptedAt())))
                .addParam((Object) Rows.texts(tasks, task -> task.ledgerDay().toString()))
                .addParam((Object) Rows.texts(tasks, task -> task.traceparent().orElse(null)))
                .execute();
    }
}
