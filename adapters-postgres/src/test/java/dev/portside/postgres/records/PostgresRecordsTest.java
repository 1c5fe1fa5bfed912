package dev.portside.postgres.records;

import dev.portside.domain.records.Records;
import dev.portside.domain.records.RecordsContract;
import dev.portside.domain.shared.MovableClock;
import dev.portside.postgres.Database;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;

class PostgresRecordsTest extends RecordsContract {
    private static final LocalDate DAY = LocalDate.parse("2026-01-01");

    private final Database main = TestDatabase.fresh(Schema.MAIN);

    @AfterEach
    void close() {
        main.close();
    }

    @Override
    protected Records records() {
        new Partitions("record_ledger").make(main, DAY, DAY);
        return new PostgresRecords(main, new MovableClock());
    }
}
