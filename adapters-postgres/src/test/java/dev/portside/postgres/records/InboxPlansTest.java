package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordInboxScene;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.RecordTasks;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.Task;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.postgres.Database;
import dev.portside.postgres.EmptyTablePlans;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The inbox is fast whatever the planner believes of it. */
class InboxPlansTest extends RecordInboxScene {
    private static final String QUEUE = "inbox_tasks";
    private static final String PACKED = "inbox_packed";

    private final EmptyTablePlans plans = ((PostgresRecordInboxBinding) binding).plans();
    private final Database main = TestDatabase.fresh(Schema.MAIN);

    InboxPlansTest() {
        super(new PostgresRecordInboxBinding());
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void noStatementReadsAllOfAQueueThatWasEmptyWhenItWasPlanned() throws Exception {
        useEverything();
        // These hold the few tasks that wait for their retry or were taken back.
        assertThat(plans.readingAllOf(QUEUE, Set.of("inbox_tasks_waiting", "inbox_tasks_taken_back")))
                .isEmpty();
        // Two of them store what was accepted: tasks of one kind, and of two.
        assertThat(plans.statementsOn(QUEUE)).as("ways to look at the queue").hasSize(11);
    }

    @Test
    void noStatementReadsAllThatIsPackedEither() throws Exception {
        useEverything();
        usePacked();
        assertThat(plans.readingAllOf(PACKED, Set.of())).isEmpty();
        assertThat(plans.statementsOn(PACKED).stream().filter(sql -> !sql.contains("INSERT INTO inbox_packed (")))
                .as("ways to look at what is packed")
                .hasSize(8);
    }

    @Test
    void aStatementThatDoesIsFound() throws Exception {
        String all = "SELECT count(*) FROM inbox_tasks WHERE value = 'x'";
        plans.database().execute(db -> db.get(all));
        assertThat(plans.readingAllOf(QUEUE, Set.of()))
                .singleElement()
                .asString()
                .startsWith(all);
    }

    private void useEverything() {
        accept(insert("1", "a", "1"), update("2", "a", "2"), insert("3", "b", "3"));
        accept("4", new Idempotency("me", "key", "body"));
        Set<LeasedLane> held = lanes.hold("me");
        RecordTask task = inbox.next(held, 9).getFirst();
        inbox.due(held);
        inbox.stats();
        inbox.retry(task.failedAt(clock.instant()), clock.instant(), held);
        inbox.bury(task, letter("1"), held);
        origin.takeBack(letter("1"));
        new InboxUpkeep(plans.database(), main, Duration.ofHours(24), clock).runOnce();
        CompletableFuture<Optional<Task>> waiter = waitFor("2");
        finish(held, "1", "2", "3", "4");
        assertThat(waiter.join()).isPresent();
        assertThat(next(held, 9)).isEmpty();
    }

    private void usePacked() {
        Set<LeasedLane> held = lanes.hold("me");
        accept(insert("5", "c", "1"), insert("6", "d", "1"));
        RecordInbox other = new PostgresRecordInbox(plans.database(), new TaskWaiters(), clock);
        RecordTask task = other.next(held, 9).getFirst();
        inbox.retry(task.failedAt(clock.instant()), clock.instant(), held);
        finish(held, "5", "6");
        accept(insert("7", "e", "1"), insert("8", "f", "1"));
        finish(held, "7", "8");
        assertThat(tasks.find(RecordTasks.id("7"))).isPresent();
    }

    /** Returns when it was asked whether the task has ended. */
    private CompletableFuture<Optional<Task>> waitFor(String name) {
        CompletableFuture<Optional<Task>> waiter = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                waiter.complete(tasks.await(RecordTasks.id(name), Duration.ofSeconds(30)));
            } catch (InterruptedException e) {
                waiter.completeExceptionally(e);
            }
        });
        PostgresRecordInbox asked = (PostgresRecordInbox) inbox;
        await().until(() -> {
            asked.wakeWaiters();
            return plans.statementsOn(QUEUE).stream().anyMatch(sql -> sql.contains("AS waited"));
        });
        return waiter;
    }
}
