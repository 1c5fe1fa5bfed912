package dev.portside.application.records;

import dev.portside.domain.records.Acceptance;
import dev.portside.domain.records.RecordChange;
import dev.portside.domain.records.RecordInbox;
import dev.portside.domain.records.RecordTask;
import dev.portside.domain.records.Submission;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.tasks.TaskId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Takes a change into the inbox; when {@link #accept} returns, it is durable. */
public final class AcceptRecordChange {
    private final RecordInbox inbox;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Runnable wakeWorkers;

    /** @param wakeWorkers called after each accepted change */
    public AcceptRecordChange(RecordInbox inbox, InstantSource clock, Supplier<UUID> ids, Runnable wakeWorkers) {
        this.inbox = inbox;
        this.clock = clock;
        this.ids = ids;
        this.wakeWorkers = wakeWorkers;
    }

    public Acceptance accept(RecordChange change, Optional<Idempotency> idempotency, Optional<String> traceparent) {
        RecordTask task = new RecordTask(
                new TaskId(ids.get().toString()), change, clock.instant(), 0, Optional.empty(), traceparent);
        Acceptance acceptance =
                inbox.accept(List.of(new Submission(task, idempotency))).getFirst();
        wakeWorkers.run();
        return acceptance;
    }
}
