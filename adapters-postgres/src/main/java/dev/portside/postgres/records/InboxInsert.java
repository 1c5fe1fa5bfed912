package dev.portside.postgres.records;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatementQuery;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The statement that stores tasks that were accepted, and counts them. */
final class InboxInsert {
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

    private InboxInsert() {}

    /**
     * @param packs each becomes one row
     * @param alone each gets a row of its own
     * @param places where those that stand alone stand in the list
     * @return the sequence to which places are added
     */
    static long execute(DbExecute db, List<List<RecordTask>> packs, List<RecordTask> alone, int[] places) {
        SortedMap<Integer, Long> kinds = Stream.concat(packs.stream().flatMap(List::stream), alone.stream())
                .collect(groupingBy(task -> InboxRows.kind(task.change()), TreeMap::new, counting()));
        String pack = packs.isEmpty()
                ? ""
                : PACK.replace("PACKS", String.join(", ", Collections.nCopies(packs.size(), ONE_PACK)));
        String add = alone.isEmpty() ? "" : ADD;
        String count = ", counted AS (" + InboxCounts.addPending(kinds.size()) + ")";
        DbStatementQuery statement = db.createQuery(BASE + pack + add + count + " SELECT sequence FROM base");
        packs.forEach(tasks -> addPack(statement, tasks));
        if (!alone.isEmpty()) {
            addAlone(statement, alone, places);
        }
        kinds.forEach((kind, tasks) -> statement.addParam(kind).addParam(tasks));
        return statement.execute().mapToLong(row -> Rows.whole(row, 1)).sum();
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
