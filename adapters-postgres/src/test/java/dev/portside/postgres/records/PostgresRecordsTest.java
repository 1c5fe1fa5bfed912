package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.records.Outcome;
import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.records.RecordsContract;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.shared.Unavailable;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import io.helidon.dbclient.DbClientException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresRecordsTest extends RecordsContract {
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    private final Database main = TestDatabase.fresh(Schema.MAIN);
    private final MovableClock clock = new MovableClock();

    @AfterEach
    void close() {
        main.close();
    }

    @Override
    protected Records records() {
        new Partitions("record_ledger").make(main, DAY, DAY);
        return new PostgresRecords(main, clock);
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }

    /** As when a worker that stood still wakes up beside the one that took its lanes over. */
    @Test
    void appliesEachTaskOnceWhenTwoWorkersHoldTheSameTasks() throws Exception {
        Records records = records();
        List<RecordTask> before = new ArrayList<>(List.of(insert("i", "a", "0")));
        records.apply(before);
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 100; round++) {
                List<RecordTask> stale = List.of(update(round + "x", "a", "1"), update(round + "y", "a", "2"));
                List<RecordTask> current = new ArrayList<>(stale);
                current.add(update(round + "z", "a", "3"));
                CyclicBarrier together = new CyclicBarrier(2);
                List<Future<List<Outcome>>> applied = new ArrayList<>();
                for (List<RecordTask> tasks : List.of(stale, current)) {
                    applied.add(workers.submit(() -> {
                        together.await();
                        return records.apply(tasks);
                    }));
                }
                for (Future<List<Outcome>> outcomes : applied) {
                    assertThat(outcomes.get())
                            .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Outcome.Applied.class));
                }
            }
        }
        assertThat(records.find(new RecordId("a"))).hasValueSatisfying(stored -> {
            assertThat(stored.version()).isEqualTo(1 + 3 * 100);
            assertThat(stored.value().value()).isEqualTo("3");
        });
    }

    @Test
    void changesNothingOnceTheLedgerOfTheTasksDayIsGone() {
        Records records = records();
        RecordTask task = insert("1", "a", "1");
        records.apply(List.of(task));
        new Partitions("record_ledger").drop(main, DAY);
        assertThatThrownBy(() -> records.apply(List.of(update("2", "a", "2")))).isInstanceOf(Unavailable.class);
        assertThat(records.find(new RecordId("a")))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(1));
    }

    @Test
    void aTaskThatCannotBeStoredFailsItsBatchAndNothingElse() {
        Records records = records();
        RecordTask poison = insert("2", "b", "\"\0\"");
        assertThatThrownBy(() -> records.apply(List.of(insert("1", "a", "1"), poison)))
                .isInstanceOf(DbClientException.class);
        assertThat(records.find(new RecordId("a"))).isEmpty();
        assertThat(records.apply(List.of(insert("1", "a", "1")))).hasSize(1);
    }
}
