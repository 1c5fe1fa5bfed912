package dev.portside.postgres.records;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.IdempotencyKeys.Use;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Puts submissions into the inbox. Without idempotency keys a list is one statement. With keys it is a transaction that
 * locks its keys first.
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

    private final Database database;
    private final IdempotencyKeys keys;

    InboxIntake(Database inbox, InstantSource clock) {
        this.database = inbox;
        this.keys = new IdempotencyKeys("inbox_keys", "task", clock);
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
        Map<UUID, Use> uses = keys.seen(
                db,
                submissions.stream()
                        .flatMap(submission -> submission.idempotency().stream())
                        .toList());
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
                Use use = Use.of(idempotency, task.id().value());
                uses.put(use.key(), use);
                fresh.add(use);
            }
            tasks.add(task);
            acceptances.add(new Acceptance.Accepted(task.id()));
        }
        keys.remember(db, fresh);
        insert(db, tasks);
        return acceptances;
    }

    private static Acceptance repeated(Use before, Idempotency idempotency) {
        return before.isBy(idempotency)
                ? new Acceptance.Repeated(new TaskId(Objects.requireNonNull(before.result())))
                : new Acceptance.KeyReused();
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
                .addParam((Object) Rows.texts(tasks, task -> task.ledger().day().toString()))
                .addParam((Object) Rows.texts(tasks, task -> task.traceparent().orElse(null)))
                .execute();
    }
}
