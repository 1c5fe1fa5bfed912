package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.lifecycle.MemoryDrain;
import dev.portside.domain.tasks.TaskStatus;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryRecordInbox;
import dev.portside.postgres.memory.InMemoryRecords;

/** Records bound to memory. */
final class InMemoryRecordStores implements RecordStores {
    private final InMemoryLanes lanes;
    private final InMemoryRecordInbox inbox;
    private final InMemoryRecords records;

    InMemoryRecordStores(Foundation foundation, TaskWaiters waiters) {
        lanes = new InMemoryLanes(LEASE_TTL, foundation.clock());
        inbox = new InMemoryRecordInbox(
                lanes,
                foundation.deadLetters(),
                waiters,
                foundation.settings().inbox().retention(),
                foundation.clock(),
                foundation.memory());
        records = new InMemoryRecords(foundation.clock(), foundation.memory());
    }

    @Override
    public Ports ports() {
        return new Ports(inbox, inbox, inbox, records, lanes);
    }

    @Override
    public void drainBeforeWorkersStop(CloseStack started) {
        started.push(
                "records in memory",
                new MemoryDrain(
                        "records",
                        () -> inbox.stats().total(),
                        () -> inbox.stats().count(TaskStatus.PENDING)));
    }
}
