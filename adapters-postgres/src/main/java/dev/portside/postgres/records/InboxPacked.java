package dev.portside.postgres.records;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Rows;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * Tasks that are packed. They end together or, as soon as they cannot, are unpacked: then each stands in
 * {@code inbox_tasks}, where it would have been, had it come alone.
 */
final class InboxPacked {
    /** The packed tasks one by one, each with the columns of {@code inbox_tasks}; for what {@code packed} stands for. */
    private static final String ONE_BY_ONE = """
            SELECT packed.sequence AS row_sequence, task.lane, packed.sequence + task.place - packed.places[1] AS sequence,
                CAST(left(CAST(packed.block AS text), 32) || lpad(to_hex(task.place), 4, '0') AS uuid) AS id, task.kind,
                task.record_id, task.value, arrival.accepted_at,
                CAST(arrival.accepted_at AT TIME ZONE 'UTC' AS date) AS ledger_day, task.traceparent
            FROM packed
            CROSS JOIN LATERAL unnest(packed.places, packed.lane_numbers, packed.kinds, packed.record_ids, packed.contents,
                    packed.accepted_micros, packed.traceparents)
                AS task (place, lane, kind, record_id, value, accepted_micros, traceparent)
            CROSS JOIN LATERAL (SELECT timestamptz 'epoch' + task.accepted_micros * interval '1 microsecond' AS accepted_at)
                AS arrival""";

    private static final String READ = """
            WITH packed AS (SELECT * FROM inbox_packed WHERE sequence = ANY (CAST(? AS bigint[])))
            SELECT id, kind, record_id, value, accepted_at, ledger_day, 0, CAST(NULL AS timestamptz), traceparent,
                CAST(NULL AS uuid), row_sequence
            FROM (%s) AS task ORDER BY sequence""".formatted(ONE_BY_ONE);

    private static final String UNPACK = """
            WITH packed AS (
                DELETE FROM inbox_packed WHERE ctid = ANY (ARRAY(
                    SELECT holding.place FROM unnest(CAST(? AS uuid[]), CAST(? AS int[])) AS named (block, place)
                    CROSS JOIN LATERAL (
                        SELECT ctid AS place FROM inbox_packed
                        WHERE inbox_packed.block = named.block AND named.place = ANY (inbox_packed.places) LIMIT 1) AS holding))
                RETURNING *)
            INSERT INTO inbox_tasks (lane, sequence, id, kind, record_id, value, accepted_at, ledger_day, traceparent)
            SELECT lane, sequence, id, kind, record_id, value, accepted_at, ledger_day, traceparent
            FROM (%s) AS task""".formatted(ONE_BY_ONE);

    private static final String FINISH = """
            WITH %s,
            moment AS MATERIALIZED (SELECT CAST(? AS date) AS day, CAST(? AS timestamptz) AS now),
            done AS (
                DELETE FROM inbox_packed AS packed USING held
                WHERE packed.sequence = ANY (CAST(? AS bigint[])) AND (packed.lanes & ~held.lanes) = %s
                RETURNING packed.*),
            refused AS MATERIALIZED (
                SELECT sequence, array_agg(place ORDER BY place) AS places, array_agg(reason ORDER BY place) AS reasons
                FROM unnest(CAST(? AS bigint[]), CAST(? AS int[]), CAST(? AS text[])) AS one (sequence, place, reason)
                GROUP BY sequence),
            kept AS (
                INSERT INTO inbox_packed_done
                    (day, block, sequence, finished_at, places, kinds, accepted_micros, rejected, reasons)
                SELECT moment.day, done.block, done.sequence, moment.now, done.places, done.kinds, done.accepted_micros,
                    refused.places, refused.reasons
                FROM moment CROSS JOIN done LEFT JOIN refused ON refused.sequence = done.sequence),
            ended AS MATERIALIZED (
                SELECT kind, status, by
                FROM unnest(CAST(? AS bigint[]), CAST(? AS int[]), CAST(? AS int[]), CAST(? AS bigint[]))
                    AS part (sequence, kind, status, by)
                JOIN done ON done.sequence = part.sequence),
            counted AS (%s)
            SELECT sequence FROM done""".formatted(
                    InboxRows.HELD_LANES, InboxRows.NO_LANES, InboxCounts.add("""
                    SELECT %s, kind, %d, -by FROM ended
                    UNION ALL
                    SELECT moment.day, ended.kind, ended.status, ended.by FROM ended CROSS JOIN moment
                    """.formatted(
                                    InboxCounts.NO_DAY, InboxCounts.PENDING)));

    /** How many tasks of one row and kind ended alike. */
    private record Count(long sequence, int kind, int status) {}

    private record Refusal(long sequence, int place, String reason) {}

    private final Database database;
    private final InstantSource clock;
    private final PackedCache cache = new PackedCache(System::nanoTime);

    InboxPacked(Database inbox, InstantSource clock) {
        this.database = inbox;
        this.clock = clock;
    }

    /** These were accepted here. */
    void accepted(List<PackedTasks> all) {
        all.forEach(cache::offer);
    }

    /** Those of the rows that are still there, by their sequence. */
    Map<Long, PackedTasks> read(List<Long> sequences) {
        Map<Long, PackedTasks> found = new HashMap<>();
        List<Long> unknown = new ArrayList<>();
        for (long sequence : sequences) {
            cache.find(sequence).ifPresentOrElse(packed -> found.put(sequence, packed), () -> unknown.add(sequence));
        }
        if (!unknown.isEmpty()) {
            Map<Long, List<RecordTask>> tasks = new LinkedHashMap<>();
            database.execute(db -> db.createQuery(READ)
                            .addParam(Rows.longs(unknown, Long::longValue))
                            .execute()
                            .toList())
                    .forEach(row -> tasks.computeIfAbsent(Rows.whole(row, 11), _ -> new ArrayList<>())
                            .add(InboxRows.task(row)));
            tasks.forEach((sequence, those) -> {
                PackedTasks packed = new PackedTasks(sequence, List.copyOf(those));
                cache.put(packed);
                found.put(sequence, packed);
            });
        }
        return found;
    }

    /**
     * Unpacks the rows that hold one of these tasks.
     *
     * @return how many tasks were unpacked
     */
    long unpack(Collection<UUID> tasks) {
        List<UUID> ids = List.copyOf(tasks);
        long unpacked = database.execute(db -> db.createInsert(UNPACK)
                .addParam((Object) Rows.texts(ids, id -> TaskBlock.of(id).id().toString()))
                .addParam(Rows.wholes(ids, TaskBlock::place))
                .execute());
        List<Long> gone = ids.stream()
                .flatMap(id -> holding(id).stream())
                .map(PackedTasks::sequence)
                .toList();
        cache.removeAll(gone);
        return unpacked;
    }

    private List<PackedTasks> holding(UUID task) {
        return cache.find(TaskBlock.of(task)).stream()
                .filter(packed -> packed.tasks().stream()
                        .anyMatch(held -> PackedTasks.uuid(held).equals(task)))
                .toList();
    }

    /**
     * Ends those rows of which all tasks are among the outcomes, as far as this instance knows them and their lanes are held.
     *
     * @return the tasks that this call ended
     */
    Set<TaskId> finish(List<Outcome.Done> outcomes, Set<LeasedLane> held) {
        Map<TaskId, Outcome.Done> byTask = new HashMap<>();
        Set<TaskBlock> blocks = new HashSet<>();
        for (Outcome.Done outcome : outcomes) {
            byTask.put(outcome.task(), outcome);
            blocks.add(TaskBlock.of(UUID.fromString(outcome.task().value())));
        }
        Map<Long, PackedTasks> whole = new LinkedHashMap<>();
        blocks.stream()
                .flatMap(block -> cache.find(block).stream())
                .filter(packed -> packed.tasks().stream().allMatch(task -> byTask.containsKey(task.id())))
                .forEach(packed -> whole.put(packed.sequence(), packed));
        if (whole.isEmpty()) {
            return Set.of();
        }
        List<Long> done = finish(whole.values(), byTask, held);
        cache.removeAll(whole.keySet());
        Set<TaskId> finished = new HashSet<>();
        done.forEach(sequence ->
                Objects.requireNonNull(whole.get(sequence)).tasks().forEach(task -> finished.add(task.id())));
        return finished;
    }

    private List<Long> finish(Collection<PackedTasks> whole, Map<TaskId, Outcome.Done> outcomes, Set<LeasedLane> held) {
        List<Refusal> refusals = new ArrayList<>();
        Map<Count, Long> counts = new LinkedHashMap<>();
        for (PackedTasks packed : whole) {
            for (RecordTask task : packed.tasks()) {
                int status = InboxCounts.APPLIED;
                if (outcomes.get(task.id()) instanceof Outcome.Rejected rejected) {
                    status = InboxCounts.REJECTED;
                    refusals.add(new Refusal(packed.sequence(), PackedTasks.place(task), rejected.reason()));
                }
                counts.merge(new Count(packed.sequence(), InboxRows.kind(task.change()), status), 1L, Long::sum);
            }
        }
        List<Map.Entry<Count, Long>> counted = List.copyOf(counts.entrySet());
        Instant now = clock.instant();
        return database.execute(db -> db.createQuery(FINISH)
                .addParam(PostgresLanes.epochs(held))
                .addParam(Partitions.day(now).toString())
                .addParam(Rows.timestamp(now))
                .addParam(whole.stream().mapToLong(PackedTasks::sequence).toArray())
                .addParam(Rows.longs(refusals, Refusal::sequence))
                .addParam(Rows.wholes(refusals, Refusal::place))
                .addParam((Object) Rows.texts(refusals, Refusal::reason))
                .addParam(Rows.longs(counted, count -> count.getKey().sequence))
                .addParam(Rows.wholes(counted, count -> count.getKey().kind))
                .addParam(Rows.wholes(counted, count -> count.getKey().status))
                .addParam(Rows.longs(counted, Map.Entry::getValue))
                .execute()
                .map(row -> Rows.whole(row, 1))
                .toList());
    }
}
