package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.delete;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordInboxScene;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.RecordTasks;
import dev.portside.domain.shared.Lane;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskId;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tasks that are accepted together are one row, until they cannot be. */
class InboxPackedTest extends RecordInboxScene {
    private static final int TASKS = 192;
    private static final int RECORDS = 40;

    private final Database database = ((PostgresRecordInboxBinding) binding).database();
    private final TaskWaiters waiters = new TaskWaiters();
    private final PostgresRecordInbox other = new PostgresRecordInbox(database, waiters, clock);

    InboxPackedTest() {
        super(PostgresRecordInboxBinding.packing());
    }

    @Test
    void packsTasksOfLanesThatAWorkerOfItsInstanceAskedFor() {
        accept(insert("1", "a", "1"), update("2", "b", "2"));
        assertThat(rows("inbox_packed")).isEqualTo(1);
        assertThat(rows("inbox_tasks")).isZero();
    }

    @Test
    void leavesTasksOfOtherInstancesAlone() {
        other.accept(submissions(insert("1", "a", "1"), update("2", "b", "2")));
        assertThat(rows("inbox_packed")).isZero();
        assertThat(rows("inbox_tasks")).isEqualTo(2);
        assertThat(next(lanes.hold("me"), 9)).containsExactly("1", "2");
    }

    @Test
    void doesNotPackTasksThatAreNotNumberedInTheirOrder() {
        accept(insert("2", "a", "1"), update("1", "a", "2"), insert("apart", "b", "1"));
        assertThat(rows("inbox_packed")).isZero();
        assertThat(next(lanes.hold("me"), 9)).containsExactly("2", "1", "apart");
    }

    @Test
    void handsOutWhatAnInstanceThatIsGoneHadAccepted() {
        RecordTask[] tasks = {insert("1", "a", "{\"b\":1.500}"), delete("2", "\"{},\\"), update("7", "ü", "null")};
        accept(tasks);
        assertThat(other.next(lanes.hold("me"), 9)).containsExactly(tasks);
        assertThat(rows("inbox_packed")).isEqualTo(1);
    }

    @Test
    void endsThemTogetherAndTellsHowEachEnded() {
        accept(insert("1", "a", "1"), insert("2", "a", "2"), insert("3", "b", "1"));
        Set<LeasedLane> held = lanes.hold("me");
        inbox.finish(
                List.of(
                        new Outcome.Applied(RecordTasks.id("1")),
                        new Outcome.Rejected(RecordTasks.id("2"), Outcome.ALREADY_EXISTS),
                        new Outcome.Applied(RecordTasks.id("3"))),
                held);
        assertThat(rows("inbox_packed")).isZero();
        assertThat(rows("inbox_packed_done")).isEqualTo(1);
        assertThat(status("1")).isEqualTo(TaskStatus.APPLIED);
        assertThat(status("2")).isEqualTo(TaskStatus.REJECTED);
        assertThat(tasks.find(RecordTasks.id("2")).orElseThrow().reason()).contains(Outcome.ALREADY_EXISTS);
        assertThat(status("3")).isEqualTo(TaskStatus.APPLIED);
        assertThat(tasks.find(RecordTasks.id("4"))).isEmpty();
    }

    @Test
    void unpacksWhatTwoInstancesShareAndKeepsTheOrderOfEachRecord() {
        List<RecordTask> all = acceptMany();
        Set<LeasedLane> mine = lanes.hold("me");
        Set<LeasedLane> yours = lanes.hold("you");
        assertThat(yours).as("until the first has given lanes back").isEmpty();
        mine = lanes.hold("me");
        yours = lanes.hold("you");
        assertThat(other.next(yours, TASKS)).isEqualTo(of(yours, all));
        assertThat(inbox.next(mine, TASKS)).isEqualTo(of(mine, all));
        assertThat(rows("inbox_packed")).isZero();
        assertThat(inbox.stats().count(TaskStatus.PENDING)).isEqualTo(TASKS);
    }

    @Test
    void endsOnlyItsOwnOfTasksThatAnotherHasUnpacked() {
        List<RecordTask> all = acceptMany();
        Set<LeasedLane> before = lanes.hold("me");
        assertThat(inbox.next(before, TASKS)).isEqualTo(all);
        lanes.hold("you");
        Set<LeasedLane> mine = lanes.hold("me");
        Set<LeasedLane> yours = lanes.hold("you");
        assertThat(other.next(yours, TASKS)).isEqualTo(of(yours, all));

        List<Outcome.Done> outcomes = all.stream()
                .<Outcome.Done>map(task -> new Outcome.Applied(task.id()))
                .toList();
        assertThat(inbox.finish(outcomes, before)).isEqualTo(ids(of(mine, all)));
        assertThat(other.finish(outcomes, yours)).isEqualTo(ids(of(yours, all)));
        assertThat(inbox.stats().count(TaskStatus.APPLIED)).isEqualTo(TASKS);
        assertThat(inbox.stats().count(TaskStatus.PENDING)).isZero();
    }

    @Test
    void handsALaterTaskOutBehindThoseThatStandAlone() {
        accept(insert("1", "a", "1"), insert("2", "b", "1"));
        Set<LeasedLane> held = lanes.hold("me");
        RecordTask failed = inbox.next(held, 9).getFirst().failedAt(clock.instant());
        inbox.retry(failed, clock.instant(), held);
        accept(update("3", "b", "2"), update("4", "a", "2"));
        assertThat(rows("inbox_packed")).isEqualTo(1);
        assertThat(next(held, 9)).containsExactly("1", "2", "3", "4");
    }

    @Test
    void wakesWhoWaitsForATaskThatAnotherInstanceEnded() throws InterruptedException {
        accept(insert("1", "a", "1"), insert("2", "b", "1"));
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                other.await(RecordTasks.id("1"), Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (waiters.waitedFor().isEmpty()) {
            Thread.onSpinWait();
        }
        other.wakeWaiters();
        assertThat(waiters.waitedFor()).hasSize(1);
        finish(lanes.hold("me"), "1", "2");
        other.wakeWaiters();
        waiter.join();
    }

    /** More than one row holds, of many lanes. */
    private List<RecordTask> acceptMany() {
        List<RecordTask> all = IntStream.range(0, TASKS)
                .mapToObj(i -> update(Integer.toString(i), "record " + i % RECORDS, "1"))
                .toList();
        accept(all.toArray(RecordTask[]::new));
        assertThat(rows("inbox_packed")).isPositive();
        assertThat(rows("inbox_tasks")).isZero();
        return all;
    }

    private static List<RecordTask> of(Set<LeasedLane> held, List<RecordTask> tasks) {
        Set<Lane> lanes = held.stream().map(LeasedLane::lane).collect(Collectors.toSet());
        return tasks.stream()
                .filter(task -> lanes.contains(task.change().id().lane()))
                .toList();
    }

    private static Set<TaskId> ids(List<RecordTask> tasks) {
        return tasks.stream().map(RecordTask::id).collect(Collectors.toSet());
    }

    private TaskStatus status(String task) {
        return tasks.find(RecordTasks.id(task)).orElseThrow().status();
    }

    private long rows(String table) {
        return database.execute(db -> db.get("SELECT count(*) FROM " + table).map(row -> Rows.whole(row, 1)))
                .orElseThrow();
    }
}
