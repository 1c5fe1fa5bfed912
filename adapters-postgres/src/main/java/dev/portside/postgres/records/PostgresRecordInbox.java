package dev.portside.postgres.records;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import dev.portside.postgres.Database;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * The inbox of record tasks in PostgreSQL. A row of {@code inbox_tasks} is a pending task: nothing is marked, so nothing
 * needs to be unmarked after a crash. Ended tasks move to a table by days. Order is the order of insertion: whoever was
 * answered before another submitted has the lower sequence.
 *
 * <p>Hazard: the planner. The table of pending tasks is empty at one moment and long at the next, and is planned for as it
 * was when it was last vacuumed. So every look at it is written such that nothing but an index with a condition can answer
 * it: joins with it are subqueries with a limit, or by {@code ctid}.
 */
public final class PostgresRecordInbox implements RecordInbox, Tasks, Origin {
    /** Records whose task waits for its retry; in most moments none. */
    private static final String NOT_WAITING = """
            record_id <> ALL (ARRAY(SELECT record_id FROM inbox_tasks WHERE not_before > CAST(? AS timestamptz)))""";

    private static final String NEXT = """
            SELECT %s FROM (SELECT lane FROM lanes WHERE %s) AS held CROSS JOIN LATERAL (
                SELECT * FROM inbox_tasks WHERE inbox_tasks.lane = held.lane AND %s
                ORDER BY sequence LIMIT CAST(? AS bigint)) AS task
            ORDER BY sequence LIMIT CAST(? AS bigint)""".formatted(InboxRows.TASK, InboxRows.HELD, NOT_WAITING);

    private static final String DUE = """
            SELECT lanes.lane FROM lanes
            CROSS JOIN LATERAL (SELECT FROM inbox_tasks WHERE inbox_tasks.lane = lanes.lane AND %s LIMIT 1) AS task
            WHERE %s""".formatted(NOT_WAITING, InboxRows.HELD);

    private static final String FIND = """
            SELECT 0, kind, NULL, accepted_at, NULL FROM inbox_tasks WHERE id = CAST(? AS uuid)
            UNION ALL
            SELECT CASE WHEN reason IS NULL THEN 1 ELSE 2 END, kind, reason, accepted_at, finished_at
            FROM inbox_done WHERE id = CAST(? AS uuid)
            UNION ALL
            SELECT 3, kind, reason, accepted_at, finished_at FROM inbox_dead WHERE id = CAST(? AS uuid)""";

    private static final String ENDED = """
            SELECT id FROM unnest(CAST(? AS uuid[])) AS waited (id)
            WHERE (SELECT 1 FROM inbox_tasks WHERE inbox_tasks.id = waited.id LIMIT 1) IS NULL""";

    private static final String COUNTS = """
            SELECT kind, status, sum(tasks) FROM inbox_counts GROUP BY kind, status HAVING sum(tasks) <> 0""";

    /** In a lane, tasks come in the order of their acceptance, but for those that were taken back. */
    static final String OLDEST = """
            SELECT min(accepted_at) FROM (
                (SELECT first.accepted_at FROM generate_series(0, 255) AS number CROSS JOIN LATERAL (
                    SELECT accepted_at FROM inbox_tasks WHERE lane = number ORDER BY sequence LIMIT 1) AS first)
                UNION ALL
                (SELECT accepted_at FROM inbox_tasks WHERE taken_back ORDER BY accepted_at LIMIT 1)) AS oldest""";

    /** Tasks of a lane that are looked at, in any case. */
    private static final int DEPTH_MIN = 4;

    private final Database database;
    private final InboxIntake intake;
    private final InboxEnds ends;
    private final TaskWaiters waiters;
    private final InstantSource clock;
    private final LongAdder endedHere = new LongAdder();

    public PostgresRecordInbox(Database inbox, TaskWaiters waiters, InstantSource clock) {
        this.database = inbox;
        this.intake = new InboxIntake(inbox, clock);
        this.ends = new InboxEnds(inbox, clock);
        this.waiters = waiters;
        this.clock = clock;
    }

    @Override
    public List<Acceptance> accept(List<Submission> submissions) {
        return intake.accept(submissions);
    }

    /** Looks into each lane only as deep as it probably must, since a backlog may be long in all of them. */
    @Override
    public List<RecordTask> next(Set<LeasedLane> held, int max) {
        int depth = Math.min(max, DEPTH_MIN + 2 * max / Math.max(1, held.size()));
        List<RecordTask> tasks = next(held, max, depth);
        while (depth < max && reachesTheEndOfALook(tasks, depth)) {
            depth = Math.min(max, 4 * depth);
            tasks = next(held, max, depth);
        }
        return tasks;
    }

    private List<RecordTask> next(Set<LeasedLane> held, int max, int depth) {
        return database.execute(db -> db.createQuery(NEXT)
                .addParam(PostgresLanes.epochs(held))
                .addParam(Rows.timestamp(clock.instant()))
                .addParam(depth)
                .addParam(max)
                .execute()
                .map(InboxRows::task)
                .toList());
    }

    /** Whether a lane may hold older tasks than the last of these that were not looked at. */
    private static boolean reachesTheEndOfALook(List<RecordTask> tasks, int depth) {
        int[] found = new int[Lane.COUNT];
        return tasks.stream().anyMatch(task -> ++found[task.change().id().lane().number()] == depth);
    }

    @Override
    public Set<Lane> due(Set<LeasedLane> held) {
        return database.execute(db -> db.createQuery(DUE)
                .addParam(Rows.timestamp(clock.instant()))
                .addParam(PostgresLanes.epochs(held))
                .execute()
                .map(row -> new Lane((int) Rows.whole(row, 1)))
                .collect(Collectors.toUnmodifiableSet()));
    }

    @Override
    public Set<TaskId> finish(List<Outcome.Done> outcomes, Set<LeasedLane> held) {
        Set<TaskId> finished = ends.finish(outcomes, held);
        finished.forEach(waiters::finished);
        endedHere.add(finished.size());
        return finished;
    }

    /** Tasks that this instance has finished. */
    public long endedHere() {
        return endedHere.sum();
    }

    @Override
    public void retry(RecordTask task, Instant notBefore, Set<LeasedLane> held) {
        ends.retry(task, notBefore, held);
    }

    @Override
    public boolean bury(RecordTask task, DeadLetter letter, Set<LeasedLane> held) {
        boolean buried = ends.bury(task, letter, held);
        if (buried) {
            waiters.finished(task.id());
        }
        return buried;
    }

    @Override
    public InboxStats stats() {
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

    @Override
    public Optional<Task> find(TaskId id) {
        return uuid(id.value())
                .map(UUID::toString)
                .flatMap(text ->
                        database.execute(db -> db.get(FIND, text, text, text).map(row -> InboxRows.view(id, row))));
    }

    @Override
    public Optional<Task> await(TaskId id, Duration waitMax) throws InterruptedException {
        return waiters.await(id, waitMax, this::find);
    }

    /**
     * Wakes those who wait here for tasks that another instance has ended: one query for all of them, none when nobody waits.
     *
     * @return false, since it waits for its next turn
     */
    public boolean wakeWaiters() {
        String[] waitedFor = waiters.waitedFor().stream()
                .map(TaskId::value)
                .filter(id -> uuid(id).isPresent())
                .toArray(String[]::new);
        if (waitedFor.length > 0) {
            database.execute(db -> db.createQuery(ENDED)
                            .addParam((Object) waitedFor)
                            .execute()
                            .toList())
                    .forEach(row -> waiters.finished(new TaskId(Rows.text(row, 1))));
        }
        return false;
    }

    @Override
    public Source source() {
        return Source.RECORDS;
    }

    @Override
    public void takeBack(DeadLetter letter) {
        uuid(letter.origin()).ifPresent(ends::takeBack);
    }

    /** The id, when it is written as this inbox writes its own. */
    private static Optional<UUID> uuid(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
