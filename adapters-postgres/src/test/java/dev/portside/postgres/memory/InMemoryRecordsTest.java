package dev.portside.postgres.memory;

import dev.portside.domain.records.Records;
import dev.portside.domain.records.RecordsContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;

class InMemoryRecordsTest extends RecordsContract {
    @Override
    protected Records records() {
        return new InMemoryRecords(new MovableClock(), new MemoryBudget(1 << 20));
    }
}
