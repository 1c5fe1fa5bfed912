package dev.portside.postgres.records;

import static dev.portside.domain.records.RecordTasks.delete;
import static dev.portside.domain.records.RecordTasks.insert;
import static dev.portside.domain.records.RecordTasks.update;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.records.RecordId;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Records;
import dev.portside.domain.shared.MovableClock;
import dev.portside.postgres.EmptyTablePlans;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records are fast whatever the planner believes of their tables. */
class RecordPlansTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    private final EmptyTablePlans plans = new EmptyTablePlans(Schema.MAIN);

    @AfterEach
    void close() {
        plans.database().close();
    }

    @Test
    void noStatementReadsAllOfATableThatWasEmptyWhenItWasPlanned() throws Exception {
        new Partitions("record_ledger").make(plans.database(), DAY, DAY);
        Records records = new PostgresRecords(plans.database(), new MovableClock());
        List<RecordTask> tasks = List.of(insert("1", "a", "1"), update("2", "a", "2"), delete("3", "a"));
        records.apply(tasks);
        records.apply(tasks);
        records.close(insert("4", "b", "1"));
        assertThat(records.find(new RecordId("a"))).isEmpty();
        assertThat(plans.readingAllOf("records", Set.of())).isEmpty();
        assertThat(plans.readingAllOf("record_ledger", Set.of())).isEmpty();
        assertThat(plans.statementsOn("record")).as("ways to look at them").hasSize(4);
    }
}
