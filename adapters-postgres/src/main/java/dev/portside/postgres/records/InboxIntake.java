package dev.portside.postgres.records;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.tasks.TaskId;
import dev.portside.postgres.Database;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.IdempotencyKeys.Use;
import io.helidon.dbclient.DbExecute;
import java.time.InstantSource;
import java.util.ArrayList;
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
            long _ = InboxInsert.execute(
                    db, List.of(), tasks, IntStream.range(0, tasks.size()).toArray());
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
        int[] places = alone.stream().mapToInt(PackedTasks::place).toArray();
        long base = InboxInsert.execute(db, packs, alone, places);
        return packs.stream()
                .map(pack -> new PackedTasks(base + PackedTasks.place(pack.getFirst()), pack))
                .toList();
    }

    private static Stream<List<RecordTask>> packs(List<RecordTask> tasks) {
        return IntStream.iterate(0, from -> from < tasks.size(), from -> from + PACK_SIZE_MAX)
                .mapToObj(from -> List.copyOf(tasks.subList(from, Math.min(from + PACK_SIZE_MAX, tasks.size()))));
    }
}
