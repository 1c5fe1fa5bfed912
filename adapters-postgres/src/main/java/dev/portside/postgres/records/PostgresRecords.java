package dev.portside.postgres.records;

import dev.portside.domain.records.JsonText;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.StoredRecord;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Records in PostgreSQL. A batch is one statement, which commits by itself: no connection is held between two round trips,
 * so that a process that stands still in the middle holds no lock.
 *
 * <p>Method: the statement puts every task into the ledger. A task that is there already makes it fail as a duplicate and
 * leave everything as it was; only then the ledger is asked for the outcomes of the tasks that it knows, and the others are
 * applied. Hazard: whoever applies a record's tasks must have all of that record's earlier unfinished ones in the same
 * batch, as {@code RecordInbox.next} hands them out; then a duplicate betrays every other worker on that record.
 */
public final class PostgresRecords implements Records {
    private static final String FIND = "SELECT id, value, version, created_at, updated_at FROM records WHERE id = ?";

    private static final String LEDGER = """
            SELECT entry.* FROM unnest(CAST(? AS uuid[]), CAST(? AS date[])) AS asked (task, day)
            CROSS JOIN LATERAL (
                SELECT task, reason FROM record_ledger
                WHERE record_ledger.task = asked.task AND record_ledger.day = asked.day LIMIT 1) AS entry""";

    /** The reason of a task that was given up, as no task is rejected for it. */
    private static final String CLOSED = "closed";

    private static final String CLOSE = """
            INSERT INTO record_ledger (day, task, reason) VALUES (CAST(? AS date), CAST(? AS uuid), '%s')
            ON CONFLICT (task, day) DO NOTHING""".formatted(CLOSED);

    /**
     * Effects are the codes of {@link RecordFold.Effect}. Records are looked up one by one, whatever the planner believes of
     * a table that may have been empty when it last looked.
     */
    private static final String APPLY = """
            WITH change AS MATERIALIZED (
                SELECT fold.id, fold.place, r.id IS NOT NULL AS present, r.version AS version_before, r.created_at,
                    CASE WHEN r.id IS NOT NULL THEN effect_present ELSE effect_absent END AS effect,
                    CASE WHEN r.id IS NOT NULL THEN value_present ELSE value_absent END AS value,
                    CASE WHEN r.id IS NOT NULL THEN version_present ELSE version_absent END AS version
                FROM unnest(CAST(? AS text[]), CAST(? AS int[]), CAST(? AS text[]), CAST(? AS bigint[]),
                        CAST(? AS int[]), CAST(? AS text[]), CAST(? AS bigint[]))
                    WITH ORDINALITY AS fold (id, effect_present, value_present, version_present,
                        effect_absent, value_absent, version_absent, place)
                LEFT JOIN LATERAL (
                    SELECT id, version, created_at FROM records WHERE records.id = fold.id LIMIT 1) AS r ON true),
            stored AS (
                INSERT INTO records (id, value, version, created_at, updated_at)
                SELECT id, value, CASE effect WHEN 1 THEN version_before + version ELSE version END,
                    CASE effect WHEN 1 THEN created_at ELSE now END, now
                FROM change, (SELECT CAST(? AS timestamptz)) AS clock (now)
                WHERE effect IN (1, 2)
                ON CONFLICT (id) DO UPDATE SET value = excluded.value, version = excluded.version,
                    created_at = excluded.created_at, updated_at = excluded.updated_at),
            removed AS (
                DELETE FROM records WHERE id = ANY (ARRAY(SELECT id FROM change WHERE effect = 3))),
            ledger AS (
                INSERT INTO record_ledger (day, task, reason)
                SELECT date 'epoch' + entry.day, entry.task, CASE WHEN change.present THEN refusal_present ELSE refusal_absent END
                FROM unnest(CAST(? AS int[]), CAST(? AS uuid[]), CAST(? AS int[]), CAST(? AS text[]), CAST(? AS text[]))
                    AS entry (day, task, place, refusal_present, refusal_absent)
                JOIN change ON change.place = entry.place)
            SELECT array_agg(id) FROM change WHERE present""";

    private final Database database;
    private final InstantSource clock;

    public PostgresRecords(Database main, InstantSource clock) {
        this.database = main;
        this.clock = clock;
    }

    @Override
    public Optional<StoredRecord> find(RecordId id) {
        return database.execute(db -> db.get(FIND, id.value()).map(PostgresRecords::stored));
    }

    private static StoredRecord stored(DbRow row) {
        return new StoredRecord(
                new RecordId(Rows.text(row, 1)),
                new JsonText(Rows.text(row, 2)),
                Rows.whole(row, 3),
                Rows.instant(row, 4),
                Rows.instant(row, 5));
    }

    @Override
    public List<Outcome> apply(List<RecordTask> tasks) {
        Map<TaskId, Outcome> outcomes = new HashMap<>();
        List<RecordTask> fresh = tasks;
        while (!fresh.isEmpty()) {
            try {
                outcomes.putAll(applyFresh(fresh));
                break;
            } catch (DbClientException e) {
                Map<TaskId, Outcome> known = Database.isDuplicate(e) ? known(fresh) : Map.of();
                if (known.isEmpty()) {
                    throw e;
                }
                outcomes.putAll(known);
                fresh = fresh.stream()
                        .filter(task -> !known.containsKey(task.id()))
                        .toList();
            }
        }
        return tasks.stream().map(task -> outcomes.get(task.id())).toList();
    }

    @Override
    public Outcome close(RecordTask task) {
        long closed = database.execute(db ->
                db.dml(CLOSE, task.ledger().day().toString(), task.ledger().id().toString()));
        return closed > 0
                ? new Outcome.Closed(task.id())
                : Objects.requireNonNull(known(List.of(task)).get(task.id()));
    }

    private Map<TaskId, Outcome> known(List<RecordTask> tasks) {
        Map<String, TaskId> byKey = new HashMap<>();
        tasks.forEach(task -> byKey.put(task.ledger().id().toString(), task.id()));
        @Nullable String[] keys = Rows.texts(tasks, task -> task.ledger().id().toString());
        @Nullable String[] days = Rows.texts(tasks, task -> task.ledger().day().toString());
        Map<TaskId, Outcome> known = new HashMap<>();
        database.execute(db -> db.query(LEDGER, keys, days)
                        .map(row -> outcome(
                                Objects.requireNonNull(byKey.get(Rows.text(row, 1))), Rows.optionalText(row, 2)))
                        .toList())
                .forEach(outcome -> known.put(outcome.task(), outcome));
        return known;
    }

    private Map<TaskId, Outcome> applyFresh(List<RecordTask> tasks) {
        Map<String, RecordFold> folds = new LinkedHashMap<>();
        for (RecordTask task : tasks) {
            folds.computeIfAbsent(task.change().id().value(), _ -> new RecordFold())
                    .take(task);
        }
        Set<String> present = execute(folds);
        Map<TaskId, Outcome> outcomes = new HashMap<>();
        folds.forEach((id, fold) -> {
            for (int i = 0; i < fold.tasks().size(); i++) {
                TaskId task = fold.tasks().get(i).id();
                outcomes.put(task, outcome(task, fold.refusal(i, present.contains(id))));
            }
        });
        return outcomes;
    }

    private static Outcome outcome(TaskId task, @Nullable String refusal) {
        if (refusal == null) {
            return new Outcome.Applied(task);
        }
        return refusal.equals(CLOSED) ? new Outcome.Closed(task) : new Outcome.Rejected(task, refusal);
    }

    /** A task as the ledger gets it: its record's place in the statement, from 1, and its refusals in either case. */
    private record Entry(
            int place,
            RecordTask task,
            @Nullable String refusalPresent,
            @Nullable String refusalAbsent) {}

    private static List<Entry> entries(Collection<RecordFold> folds) {
        List<Entry> entries = new ArrayList<>();
        int place = 0;
        for (RecordFold fold : folds) {
            place++;
            for (int i = 0; i < fold.tasks().size(); i++) {
                entries.add(new Entry(place, fold.tasks().get(i), fold.refusal(i, true), fold.refusal(i, false)));
            }
        }
        return entries;
    }

    /** The ids of the records that were there before. */
    private Set<String> execute(Map<String, RecordFold> folds) {
        List<RecordFold.End> ifPresent =
                folds.values().stream().map(fold -> fold.end(true)).toList();
        List<RecordFold.End> ifAbsent =
                folds.values().stream().map(fold -> fold.end(false)).toList();
        List<Entry> ledger = entries(folds.values());
        return database.execute(db -> db.createQuery(APPLY)
                .addParam((Object) folds.keySet().toArray(String[]::new))
                .addParam(Rows.wholes(ifPresent, end -> end.effect().code))
                .addParam((Object) Rows.texts(ifPresent, RecordFold.End::value))
                .addParam(Rows.longs(ifPresent, RecordFold.End::version))
                .addParam(Rows.wholes(ifAbsent, end -> end.effect().code))
                .addParam((Object) Rows.texts(ifAbsent, RecordFold.End::value))
                .addParam(Rows.longs(ifAbsent, RecordFold.End::version))
                .addParam(Rows.timestamp(clock.instant()))
                .addParam(Rows.wholes(
                        ledger, entry -> (int) entry.task.ledger().day().toEpochDay()))
                .addParam((Object)
                        Rows.texts(ledger, entry -> entry.task.ledger().id().toString()))
                .addParam(Rows.wholes(ledger, Entry::place))
                .addParam((Object) Rows.texts(ledger, Entry::refusalPresent))
                .addParam((Object) Rows.texts(ledger, Entry::refusalAbsent))
                .execute()
                .flatMap(row -> Rows.array(row, 1).stream())
                .flatMap(Arrays::stream)
                .map(String.class::cast)
                .collect(Collectors.toSet()));
    }
}
