package dev.portside.postgres.memory;

import dev.portside.domain.records.Records;
import dev.portside.domain.records.RecordsContract;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import java.time.Duration;

class InMemoryRecordsTest extends RecordsContract {
    private final MovableClock clock = new MovableClock();

    @Override
    protected Records records() {
        return new InMemoryRecords(clock, new MemoryBudget(1 << 20));
    }

    @Override
    protected void pass(Duration time) {
        clock.advance(time);
    }
}
