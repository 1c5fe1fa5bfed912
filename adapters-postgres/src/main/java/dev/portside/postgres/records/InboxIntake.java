package dev.portside.postgres.records;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.IdempotencyKeys.Use;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatementQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Puts submissions into the inbox. Without idempotency keys a list is one statement. With keys it is a transaction that
 * locks its keys first.
 *
 * <p>Tasks that one worker of this instance will apply are packed, others stand alone: their worker is elsewhere, and no row
 * is to have two who work on it.
 */
final class InboxIntake {
    /** More would rarely fit a page. */
    private static final int PACK_SIZE_MAX = 64;

    private static final String BASE =
            "WITH base AS MATERIALIZED (SELECT nextval('inbox_tasks_sequence_seq') AS sequence)";

    private static final String PACK = """
            , packed AS (
                INSERT INTO inbox_packed (sequence, block, lanes, accepted_at, places, lane_numbers, kinds, record_ids,
                    contents, accepted_micros, traceparents)
                SELECT base.sequence + pack.places[1], block, lanes, accepted_at, places, lane_numbers, kinds, record_ids,
                    contents, accepted_micros, traceparents
                FROM base CROSS JOIN (VALUES PACKS) AS pack (block, lanes, accepted_at, places, lane_numbers, kinds, record_ids,
                    contents, accepted_micros, traceparents))""";

    private static final String ONE_PACK = """
            (CAST(? AS uuid), CAST(? AS bit(256)), CAST(? AS timestamptz), CAST(? AS int[]), CAST(? AS int[]),
                CAST(? AS int[]), CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS text[]))""";

    private static final String ADD = """
            , added AS (
                INSERT INTO inbox_tasks (lane, sequence, id, kind, record_id, value, accepted_at, ledger_day, traceparent)
                SELECT lane, base.sequence + place, id, kind, record_id, value,
                    timestamptz 'epoch' + accepted_micros * interval '1 microsecond', ledger_day, traceparent
                FROM base CROSS JOIN unnest(CAST(? AS int[]), CAST(? AS int[]), CAST(? AS uuid[]), CAST(? AS int[]),
                        CAST(? AS text[]), CAST(? AS text[]), CAST(? AS bigint[]), CAST(? AS date[]), CAST(? AS text[]))
                    AS task (lane, place, id, kind, record_id, value, accepted_micros, ledger_day, traceparent))""";

    private static final String COUNT = ", counted AS ("
            + InboxCounts.add("SELECT " + InboxCounts.NO_DAY + ", kind, " + InboxCounts.PENDING
                    + ", 1 FROM unnest(CAST(? AS int[])) AS task (kind)")
            + ") SELECT sequence FROM base";

    private final Database database;
    private final IdempotencyKeys keys;
    private final WorkerLanes workers;

    InboxIntake(Database inbox, WorkerLanes workers, InstantSource clock) {
        this.database = inbox;
        this.workers = workers;
        this.keys = new IdempotencyKeys("inbox_keys", "task", clock);
    }

    /** What became of a list. */
    record Intake(List<Acceptance> acceptances, List<PackedTasks> packed) {}

    Intake accept(List<Submission> submissions) {
        if (submissions.stream().allMatch(submission -> submission.idempotency().isEmpty())) {
            List<RecordTask> tasks = submissions.stream().map(Submission::task).toList();
            List<PackedTasks> packed = database.execute(db -> insert(db, tasks));
            return new Intake(
                    tasks.stream()
                            .<Acceptance>map(task -> new Acceptance.Accepted(task.id()))
                            .toList(),
                    packed);
        }
        return database.transaction(db -> acceptOnce(db, submissions));
    }

    private Intake acceptOnce(DbExecute db, List<Submission> submissions) {
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
        return new Intake(acceptances, insert(db, tasks));
    }

    private static Acceptance repeated(Use before, Idempotency idempotency) {
        return before.isBy(idempotency)
                ? new Acceptance.Repeated(new TaskId(Objects.requireNonNull(before.result())))
                : new Acceptance.KeyReused();
    }

    private List<PackedTasks> insert(DbExecute db, List<RecordTask> tasks) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        if (!PackedTasks.canHold(tasks)) {
            long _ = insert(db, List.of(), tasks, IntStream.range(0, tasks.size()));
            return List.of();
        }
        Map<Integer, List<RecordTask>> byWorker = new LinkedHashMap<>();
        List<RecordTask> alone = new ArrayList<>();
        for (RecordTask task : tasks) {
            OptionalInt worker = workers.worker(task.change().id().lane());
            (worker.isPresent() ? byWorker.computeIfAbsent(worker.getAsInt(), _ -> new ArrayList<>()) : alone)
                    .add(task);
        }
        List<List<RecordTask>> packs =
                byWorker.values().stream().flatMap(InboxIntake::packs).toList();
        long base = insert(db, packs, alone, alone.stream().mapToInt(PackedTasks::place));
        return packs.stream()
                .map(pack -> new PackedTasks(base + PackedTasks.place(pack.getFirst()), pack))
                .toList();
    }

    private static Stream<List<RecordTask>> packs(List<RecordTask> tasks) {
        return IntStream.iterate(0, from -> from < tasks.size(), from -> from + PACK_SIZE_MAX)
                .mapToObj(from -> List.copyOf(tasks.subList(from, Math.min(from + PACK_SIZE_MAX, tasks.size()))));
    }

    /**
     * @param places where those that stand alone stand in the list
     * @return the sequence to which places are added
     */
    private static long insert(DbExecute db, List<List<RecordTask>> packs, List<RecordTask> alone, IntStream places) {
        String pack = packs.isEmpty()
                ? ""
                : PACK.replace("PACKS", String.join(", ", Collections.nCopies(packs.size(), ONE_PACK)));
        DbStatementQuery statement = db.createQuery(BASE + pack + (alone.isEmpty() ? "" : ADD) + COUNT);
        packs.forEach(tasks -> addPack(statement, tasks));
        if (!alone.isEmpty()) {
            addAlone(statement, alone, places.toArray());
        }
        Stream<RecordTask> all = Stream.concat(packs.stream().flatMap(List::stream), alone.stream());
        return statement
                .addParam(all.mapToInt(task -> InboxRows.kind(task.change())).toArray())
                .execute()
                .mapToLong(row -> Rows.whole(row, 1))
                .sum();
    }

    private static void addPack(DbStatementQuery statement, List<RecordTask> tasks) {
        Instant first = tasks.stream()
                .map(RecordTask::acceptedAt)
                .min(Instant::compareTo)
                .orElseThrow();
        boolean traced = tasks.stream().anyMatch(task -> task.traceparent().isPresent());
        statement
                .addParam(TaskBlock.of(PackedTasks.uuid(tasks.getFirst())).id().toString())
                .addParam(lanes(tasks))
                .addParam(Rows.timestamp(first))
                .addParam(Rows.wholes(tasks, PackedTasks::place))
                .addParam(Rows.wholes(tasks, task -> lane(task).number()))
                .addParam(Rows.wholes(tasks, task -> InboxRows.kind(task.change())))
                .addParam((Object) Rows.texts(tasks, task -> task.change().id().value()))
                .addParam((Object) Rows.texts(tasks, task -> InboxRows.value(task.change())))
                .addParam(Rows.longs(tasks, task -> Rows.micros(task.acceptedAt())))
                .addParam(traced ? Rows.texts(tasks, task -> task.traceparent().orElse(null)) : null);
    }

    private static void addAlone(DbStatementQuery statement, List<RecordTask> tasks, int[] places) {
        statement
                .addParam(Rows.wholes(tasks, task -> lane(task).number()))
                .addParam((Object) places)
                .addParam((Object) Rows.texts(tasks, task -> task.id().value()))
                .addParam(Rows.wholes(tasks, task -> InboxRows.kind(task.change())))
                .addParam((Object) Rows.texts(tasks, task -> task.change().id().value()))
                .addParam((Object) Rows.texts(tasks, task -> InboxRows.value(task.change())))
                .addParam(Rows.longs(tasks, task -> Rows.micros(task.acceptedAt())))
                .addParam((Object) Rows.texts(tasks, task -> task.ledger().day().toString()))
                .addParam((Object) Rows.texts(tasks, task -> task.traceparent().orElse(null)));
    }

    private static Lane lane(RecordTask task) {
        return task.change().id().lane();
    }

    /** The set of their lanes, as {@link InboxRows#NO_LANES} writes it. */
    private static String lanes(List<RecordTask> tasks) {
        char[] bits = new char[Lane.COUNT];
        Arrays.fill(bits, '0');
        tasks.forEach(task -> bits[lane(task).number()] = '1');
        return new String(bits);
    }
}
