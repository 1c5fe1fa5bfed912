package dev.portside.postgres.records;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.InboxStats;
import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.domain.tasks.Tasks;
import dev.portside.postgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/**
 * The inbox of record tasks in PostgreSQL. A row of {@code inbox_tasks} is a pending task, one of {@code inbox_packed} some
 * that came together: nothing is marked, so nothing needs to be unmarked after a crash. Ended tasks move to tables by days.
 * Order is the order of insertion: whoever was answered before another submitted has the lower sequence.
 *
 * <p>Hazard: the planner. The tables of pending tasks are empty at one moment and long at the next, and are planned for as
 * they were when they were last vacuumed. So every look at them is written such that nothing but an index with a condition
 * or a limit can answer it: joins with them are subqueries with a limit, or by {@code ctid}.
 */
public final class PostgresRecordInbox implements RecordInbox, Tasks, Origin {
    private final InboxIntake intake;
    private final InboxQueue queue;
    private final InboxPacked packed;
    private final InboxEnds ends;
    private final InboxView view;
    private final TaskWaiters waiters;
    private final LongAdder endedHere = new LongAdder();

    public PostgresRecordInbox(Database inbox, TaskWaiters waiters, InstantSource clock) {
        WorkerLanes workers = new WorkerLanes();
        this.intake = new InboxIntake(inbox, workers, clock);
        this.packed = new InboxPacked(inbox, clock);
        this.queue = new InboxQueue(inbox, packed, workers, clock);
        this.ends = new InboxEnds(inbox, clock);
        this.view = new InboxView(inbox, clock);
        this.waiters = waiters;
    }

    @Override
    public List<Acceptance> accept(List<Submission> submissions) {
        InboxIntake.Intake accepted = intake.accept(submissions);
        packed.accepted(accepted.packed());
        return accepted.acceptances();
    }

    @Override
    public List<RecordTask> next(Set<LeasedLane> held, int max) {
        return queue.next(held, max);
    }

    @Override
    public Set<Lane> due(Set<LeasedLane> held) {
        return queue.due(held);
    }

    @Override
    public Set<TaskId> finish(List<Outcome.Done> outcomes, Set<LeasedLane> held) {
        Set<TaskId> finished = new HashSet<>(packed.finish(outcomes, held));
        List<Outcome.Done> rest = except(outcomes, finished);
        if (!rest.isEmpty()) {
            finished.addAll(ends.finish(rest, held));
            rest = except(rest, finished);
        }
        if (!rest.isEmpty() && packed.unpack(ids(rest)) > 0) {
            finished.addAll(ends.finish(rest, held));
        }
        finished.forEach(waiters::finished);
        endedHere.add(finished.size());
        return finished;
    }

    private static List<Outcome.Done> except(List<Outcome.Done> outcomes, Set<TaskId> tasks) {
        return outcomes.stream()
                .filter(outcome -> !tasks.contains(outcome.task()))
                .toList();
    }

    private static List<UUID> ids(List<Outcome.Done> outcomes) {
        return outcomes.stream()
                .map(outcome -> UUID.fromString(outcome.task().value()))
                .toList();
    }

    /** Tasks that this instance has finished. */
    public long endedHere() {
        return endedHere.sum();
    }

    @Override
    public void retry(RecordTask task, Instant notBefore, Set<LeasedLane> held) {
        if (!ends.retry(task, notBefore, held) && unpack(task)) {
            boolean _ = ends.retry(task, notBefore, held);
        }
    }

    @Override
    public boolean bury(RecordTask task, DeadLetter letter, Set<LeasedLane> held) {
        boolean buried = ends.bury(task, letter, held) || (unpack(task) && ends.bury(task, letter, held));
        if (buried) {
            waiters.finished(task.id());
        }
        return buried;
    }

    /** Unpacks the task; whether it was packed. */
    private boolean unpack(RecordTask task) {
        return packed.unpack(List.of(PackedTasks.uuid(task))) > 0;
    }

    @Override
    public InboxStats stats() {
        return view.stats();
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return view.find(id);
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
        view.ended(List.copyOf(waiters.waitedFor())).forEach(waiters::finished);
        return false;
    }

    @Override
    public Source source() {
        return Source.RECORDS;
    }

    @Override
    public void takeBack(DeadLetter letter) {
        InboxView.uuid(new TaskId(letter.origin())).ifPresent(ends::takeBack);
    }
}
