package dev.portside.postgres.records;

import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.postgres.Database;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Rows;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Hands out what is due: tasks that stand alone and packed ones, in one order. */
final class InboxQueue {
    /** Rows of packed tasks that are asked for their lanes. */
    private static final int DUE_PACKED_MAX = 1_000;

    /** Records whose task waits for its retry; in most moments none. */
    private static final String WAITING =
            "SELECT record_id FROM inbox_tasks WHERE not_before > (SELECT now FROM moment)";

    private static final String MOMENT = "moment AS MATERIALIZED (SELECT CAST(? AS timestamptz) AS now)";

    private static final String NOT_WAITING = "record_id <> ALL (ARRAY(" + WAITING + "))";

    /** The lanes that are held, when a task stands alone in any; in most moments none does. */
    private static final String OWN = """
            SELECT lane FROM lanes WHERE kind = 'records' AND get_bit((SELECT lanes FROM held), lane) = 1
                AND (SELECT lane FROM inbox_tasks ORDER BY lane, sequence LIMIT 1) IS NOT NULL""";

    /**
     * What is due, all as of one moment: tasks that stand alone, rows of packed ones with whether others hold some of their
     * lanes, and records that wait.
     */
    private static final String NEXT =
            """
            WITH %1$s, %2$s
            (SELECT %3$s, sequence, NULL AS shared FROM (%4$s) AS own CROSS JOIN LATERAL (
                SELECT * FROM inbox_tasks WHERE inbox_tasks.lane = own.lane AND %5$s
                ORDER BY sequence LIMIT CAST(? AS bigint)) AS task
            ORDER BY sequence LIMIT CAST(? AS bigint))
            UNION ALL
            (SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, sequence,
                (packed.lanes & ~held.lanes) <> %6$s
            FROM held CROSS JOIN LATERAL (
                SELECT * FROM inbox_packed WHERE (inbox_packed.lanes & held.lanes) <> %6$s
                ORDER BY sequence LIMIT CAST(? AS bigint)) AS packed)
            UNION ALL
            SELECT NULL, NULL, record_id, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL FROM (%7$s) AS waiting
            """.formatted(MOMENT, InboxRows.HELD_LANES, InboxRows.TASK, OWN, NOT_WAITING, InboxRows.NO_LANES, WAITING);

    private static final String DUE =
            """
            WITH %s, %s
            SELECT own.lane, NULL FROM (%s) AS own
            CROSS JOIN LATERAL (SELECT FROM inbox_tasks WHERE inbox_tasks.lane = own.lane AND %s LIMIT 1) AS task
            UNION ALL
            SELECT NULL, CAST(packed.lanes & held.lanes AS text) FROM held CROSS JOIN LATERAL (
                SELECT lanes FROM inbox_packed WHERE (inbox_packed.lanes & held.lanes) <> %s
                ORDER BY sequence LIMIT %d) AS packed""".formatted(MOMENT, InboxRows.HELD_LANES, OWN, NOT_WAITING, InboxRows.NO_LANES, DUE_PACKED_MAX);

    /** Tasks of a lane that stand alone and are looked at, in any case. */
    private static final int DEPTH_MIN = 4;

    /** Rows of packed tasks that are read at once. */
    private static final int PACKS_READ_MAX = 32;

    private final Database database;
    private final InboxPacked packed;
    private final WorkerLanes workers;
    private final InstantSource clock;

    InboxQueue(Database inbox, InboxPacked packed, WorkerLanes workers, InstantSource clock) {
        this.database = inbox;
        this.packed = packed;
        this.workers = workers;
        this.clock = clock;
    }

    List<RecordTask> next(Set<LeasedLane> held, int max) {
        if (held.isEmpty()) {
            return List.of();
        }
        workers.asked(held);
        Optional<List<RecordTask>> tasks;
        do {
            tasks = handOut(look(held, max), max);
        } while (tasks.isEmpty());
        return tasks.get();
    }

    /** Looks into each lane only as deep as it probably must, since a backlog may be long in all of them. */
    private InboxLook look(Set<LeasedLane> held, int max) {
        int depth = Math.min(max, DEPTH_MIN + 2 * max / held.size());
        InboxLook look = look(held, max, depth);
        while (depth < max && look.reachesDepth(depth)) {
            depth = Math.min(max, 4 * depth);
            look = look(held, max, depth);
        }
        return look;
    }

    private InboxLook look(Set<LeasedLane> held, int max, int depth) {
        return database.execute(db -> InboxLook.of(db.createQuery(NEXT)
                .addParam(Rows.timestamp(clock.instant()))
                .addParam(PostgresLanes.epochs(held))
                .addParam(depth)
                .addParam(max)
                .addParam(max)
                .execute()));
    }

    /**
     * The tasks in their order; empty when the inbox has changed, so that it has to be looked at again. Packed tasks cannot
     * be handed out when one of them waits behind another attempt, or belongs to somebody else.
     */
    private Optional<List<RecordTask>> handOut(InboxLook look, int max) {
        List<RecordTask> tasks = new ArrayList<>();
        Set<UUID> unpack = new HashSet<>();
        Map<Long, PackedTasks> read = Map.of();
        for (int i = 0; i < look.entries().size() && tasks.size() < max; i++) {
            InboxLook.Entry entry = look.entries().get(i);
            if (entry.task().isPresent()) {
                tasks.add(entry.task().get());
                continue;
            }
            if (!read.containsKey(entry.sequence())) {
                read = packed.read(look.packedFrom(i, PACKS_READ_MAX));
            }
            PackedTasks those = read.get(entry.sequence());
            if (those == null) {
                return Optional.empty();
            }
            if (entry.shared() || look.isWaiting(those.tasks())) {
                unpack.add(PackedTasks.uuid(those.tasks().getFirst()));
            }
            tasks.addAll(those.tasks());
        }
        if (unpack.isEmpty()) {
            return Optional.of(tasks);
        }
        packed.unpack(unpack);
        return Optional.empty();
    }

    Set<Lane> due(Set<LeasedLane> held) {
        Set<Lane> due = new HashSet<>();
        database.execute(db -> db.createQuery(DUE)
                        .addParam(Rows.timestamp(clock.instant()))
                        .addParam(PostgresLanes.epochs(held))
                        .execute()
                        .toList())
                .forEach(row -> {
                    Rows.optionalWhole(row, 1).ifPresent(lane -> due.add(new Lane(Math.toIntExact(lane))));
                    Optional.ofNullable(Rows.optionalText(row, 2)).ifPresent(bits -> due.addAll(InboxRows.lanes(bits)));
                });
        return due;
    }
}
