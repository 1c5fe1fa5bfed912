package dev.portside.postgres.records;

import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskBlock;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** What the inbox tells of its tasks. */
final class InboxView {
    private static final String FIND = """
            SELECT 0, kind, NULL, accepted_at, NULL FROM inbox_tasks WHERE id = CAST(? AS uuid)
            UNION ALL
            SELECT CASE WHEN reason IS NULL THEN 1 ELSE 2 END, kind, reason, accepted_at, finished_at
            FROM inbox_done WHERE id = CAST(? AS uuid)
            UNION ALL
            SELECT 3, kind, reason, accepted_at, finished_at FROM inbox_dead WHERE id = CAST(? AS uuid)
            UNION ALL
            SELECT 0, kinds[at], NULL, timestamptz 'epoch' + accepted_micros[at] * interval '1 microsecond', NULL
            FROM inbox_packed CROSS JOIN LATERAL array_position(places, CAST(? AS int)) AS at
            WHERE block = CAST(? AS uuid) AND at IS NOT NULL
            UNION ALL
            SELECT CASE WHEN refused IS NULL THEN 1 ELSE 2 END, kinds[at], reasons[refused],
                timestamptz 'epoch' + accepted_micros[at] * interval '1 microsecond', finished_at
            FROM inbox_packed_done CROSS JOIN CAST(? AS int) AS place
            CROSS JOIN LATERAL array_position(places, place) AS at
            CROSS JOIN LATERAL array_position(rejected, place) AS refused
            WHERE block = CAST(? AS uuid) AND at IS NOT NULL""";

    /** A task that was packed has ended when nothing of its block is packed any more, at the latest. */
    private static final String ENDED = """
            SELECT id FROM unnest(CAST(? AS uuid[]), CAST(? AS uuid[])) AS waited (id, block)
            WHERE (SELECT 1 FROM inbox_tasks WHERE inbox_tasks.id = waited.id LIMIT 1) IS NULL
                AND (SELECT 1 FROM inbox_packed WHERE inbox_packed.block = waited.block LIMIT 1) IS NULL""";

    private static final String COUNTS = """
            SELECT kind, status, sum(tasks) FROM inbox_counts GROUP BY kind, status HAVING sum(tasks) <> 0""";

    /** In a lane, tasks come in the order of their acceptance, but for those that were taken back. */
    static final String OLDEST = """
            SELECT min(accepted_at) FROM (
                (SELECT first.accepted_at FROM generate_series(0, 255) AS number CROSS JOIN LATERAL (
                    SELECT accepted_at FROM inbox_tasks WHERE lane = number ORDER BY sequence LIMIT 1) AS first)
                UNION ALL
                (SELECT accepted_at FROM inbox_tasks WHERE taken_back ORDER BY accepted_at LIMIT 1)
                UNION ALL
                (SELECT accepted_at FROM inbox_packed ORDER BY sequence LIMIT 1)) AS oldest""";

    private final Database database;
    private final InstantSource clock;

    InboxView(Database inbox, InstantSource clock) {
        this.database = inbox;
        this.clock = clock;
    }

    InboxStats stats() {
        Map<String, Map<TaskStatus, Long>> byKind = new TreeMap<>();
        database.execute(db -> db.query(COUNTS).toList())
                .forEach(row -> byKind.computeIfAbsent(
                                RecordChange.KINDS.get((int) Rows.whole(row, 1)), _ -> new EnumMap<>(TaskStatus.class))
                        .put(InboxRows.status(row, 2), Rows.whole(row, 3)));
        Instant now = clock.instant();
        Instant oldest = database.execute(db -> db.get(OLDEST).flatMap(row -> Rows.optionalInstant(row, 1)))
                .orElse(now);
        return new InboxStats(byKind, Duration.between(oldest, now));
    }

    Optional<Task> find(TaskId id) {
        return uuid(id).flatMap(uuid -> {
            String text = uuid.toString();
            String block = TaskBlock.of(uuid).id().toString();
            int place = TaskBlock.place(uuid);
            return database.execute(db ->
                    db.get(FIND, text, text, text, place, block, place, block).map(row -> InboxRows.view(id, row)));
        });
    }

    /** Those of the tasks that have ended. */
    List<TaskId> ended(List<TaskId> tasks) {
        List<UUID> known = tasks.stream().flatMap(id -> uuid(id).stream()).toList();
        if (known.isEmpty()) {
            return List.of();
        }
        return database.execute(db -> db.createQuery(ENDED)
                .addParam((Object) Rows.texts(known, UUID::toString))
                .addParam((Object) Rows.texts(known, id -> TaskBlock.of(id).id().toString()))
                .execute()
                .map(row -> new TaskId(Rows.text(row, 1)))
                .toList());
    }

    /** The id, when it is written as the inbox writes its own. */
    static Optional<UUID> uuid(TaskId task) {
        try {
            UUID id = UUID.fromString(task.value());
            return id.toString().equals(task.value()) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
