package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.acceptedAt;
import static dev.portside.domain.records.RecordTasks.id;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordInboxScene;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxUpkeepTest extends RecordInboxScene {
    private static final Duration RETENTION = Duration.ofHours(24);
    private static final Duration DAY = Duration.ofDays(1);

    private final Database main = TestDatabase.fresh(Schema.MAIN);
    private final Database database = ((PostgresRecordInboxBinding) binding).database();
    private final InboxUpkeep upkeep = new InboxUpkeep(database, main, RETENTION, clock);

    InboxUpkeepTest() {
        super(new PostgresRecordInboxBinding());
    }

    @AfterEach
    void close() {
        main.close();
    }

    @Test
    void makesTheDaysAheadHoweverManyDoSoAtOnce() throws Exception {
        int instances = 5;
        try (ExecutorService threads = Executors.newFixedThreadPool(instances)) {
            List<Future<Boolean>> running = new ArrayList<>();
            for (int i = 0; i < instances; i++) {
                running.add(threads.submit(upkeep::runOnce));
            }
            for (Future<Boolean> one : running) {
                assertThat(one.get()).isFalse();
            }
        }
        for (Partitions table : List.of(new Partitions("inbox_done"), new Partitions("inbox_keys"))) {
            assertThat(database.execute(table::days)).contains(today(), today().plusDays(3));
        }
        assertThat(ledgerDays()).contains(today().minusDays(1), today().plusDays(3));
    }

    @Test
    void forgetsEndedTasksAndTheirCountsWithTheirDay() {
        accept(insert("1", "a", "1"));
        finish(lanes.hold("me"), "1");
        live(DAY);
        assertThat(tasks.find(id("1"))).isPresent();
        assertThat(inbox.stats().count(TaskStatus.APPLIED)).isEqualTo(1);
        live(DAY);
        assertThat(tasks.find(id("1"))).isEmpty();
        assertThat(inbox.stats().total()).isZero();
    }

    @Test
    void forgetsKeysAfterTheirTime() {
        Idempotency key = new Idempotency("me", "key", "body");
        accept("1", key);
        live(DAY.minusSeconds(1));
        assertThat(accept("2", key)).isEqualTo(new Acceptance.Repeated(id("1")));
        live(DAY.plusSeconds(2));
        long keys = database.execute(db -> db.query("SELECT 1 FROM inbox_keys").count());
        assertThat(keys).isZero();
    }

    @Test
    void keepsTheLedgerOfADayAsLongAsATaskOfThatDayIsPending() {
        LocalDate first = today();
        upkeep.runOnce();
        accept(acceptedAt(clock.instant(), insert("1", "a", "1")));
        live(DAY.multipliedBy(4));
        assertThat(ledgerDays()).contains(first);
        finish(lanes.hold("me"), "1");
        upkeep.runOnce();
        assertThat(ledgerDays()).doesNotContain(first).contains(today().minusDays(1));
    }

    @Test
    void givesATaskThatIsTakenBackADayWhoseLedgerIsKept() {
        RecordTask task = acceptedAt(clock.instant(), insert("1", "a", "1"));
        upkeep.runOnce();
        accept(task);
        Set<LeasedLane> held = lanes.hold("me");
        inbox.bury(task, letter("1"), held);
        live(DAY.multipliedBy(4));
        assertThat(ledgerDays()).doesNotContain(task.ledger().day());

        origin.takeBack(letter("1"));
        RecordTask again = inbox.next(held, 1).getFirst();
        assertThat(again.acceptedAt()).isEqualTo(task.acceptedAt());
        assertThat(ledgerDays()).contains(again.ledger().day());
    }

    @Test
    void keepsTheDayOfATaskThatIsTakenBackWithinTheRetention() {
        RecordTask task = acceptedAt(clock.instant(), insert("1", "a", "1"));
        upkeep.runOnce();
        accept(task);
        Set<LeasedLane> held = lanes.hold("me");
        inbox.bury(task, letter("1"), held);
        live(DAY);
        origin.takeBack(letter("1"));
        assertThat(inbox.next(held, 1).getFirst().ledger().day())
                .isEqualTo(task.ledger().day());
    }

    @Test
    void forgetsADeadTaskOnlyWhenItsLetterIsGone() {
        accept(insert("1", "a", "1"), insert("2", "b", "1"));
        Set<LeasedLane> held = lanes.hold("me");
        inbox.bury(insert("1", "a", "1"), letter("1"), held);
        inbox.bury(insert("2", "b", "1"), letter("2"), held);
        deadLetters.remove(letter("1").id());
        live(DAY.multipliedBy(3));
        assertThat(tasks.find(id("1"))).isEmpty();
        assertThat(tasks.find(id("2"))).isPresent();
        assertThat(inbox.stats().count(TaskStatus.DEAD)).isEqualTo(1);
    }

    @Test
    void clearsAwayTheRowsOfEndedTasks() {
        upkeep.runOnce();
        Set<LeasedLane> held = lanes.hold("me");
        for (int i = 0; i < 200; i++) {
            accept(insert("a" + i, "a", "1"), update("b" + i, "a", "2"));
            finish(held, "a" + i, "b" + i);
        }
        upkeep.vacuum(10);
        long bytes = pendingBytes();
        upkeep.vacuum(1_000_000);
        for (int i = 200; i < 400; i++) {
            accept(insert("a" + i, "a", "1"), update("b" + i, "a", "2"));
            finish(held, "a" + i, "b" + i);
        }
        assertThat(pendingBytes()).isLessThanOrEqualTo(bytes);
    }

    private long pendingBytes() {
        return database.execute(db -> db.get("SELECT pg_relation_size('inbox_tasks')")
                .map(row -> (Long) row.column(1).get(Object.class))
                .orElseThrow());
    }

    /** Lets the time pass, in steps that upkeep follows. */
    private void live(Duration time) {
        Duration step = Duration.ofHours(6);
        Duration left = time;
        while (left.isPositive()) {
            Duration now = left.compareTo(step) < 0 ? left : step;
            binding.pass(now);
            upkeep.runOnce();
            left = left.minus(now);
        }
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private List<LocalDate> ledgerDays() {
        return main.execute(new Partitions("record_ledger")::days);
    }
}
