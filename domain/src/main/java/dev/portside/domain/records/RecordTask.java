package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/**
 * A change that was accepted and waits in the inbox.
 *
 * @param failures how often it failed so far
 * @param firstFailureAt when it failed first
 * @param traceparent the W3C trace context of the request that brought it
 */
public record RecordTask(
        TaskId id,
        RecordChange change,
        Instant acceptedAt,
        LedgerKey ledger,
        int failures,
        Optional<Instant> firstFailureAt,
        Optional<String> traceparent) {
    /**
     * A task as it comes.
     *
     * @param id a UUID
     */
    public static RecordTask accepted(TaskId id, RecordChange change, Instant at, Optional<String> traceparent) {
        LedgerKey ledger = new LedgerKey(UUID.fromString(id.value()), LocalDate.ofInstant(at, ZoneOffset.UTC));
        return new RecordTask(id, change, at, ledger, 0, Optional.empty(), traceparent);
    }

    public RecordTask failedAt(Instant now) {
        return new RecordTask(
                id, change, acceptedAt, ledger, failures + 1, Optional.of(firstFailureAt.orElse(now)), traceparent);
    }

    /** The task as it comes once more, after it had ended as dead: what was closed under its old key stays closed. */
    public RecordTask takenBack() {
        return new RecordTask(id, change, acceptedAt, ledger.renewed(), 0, Optional.empty(), traceparent);
    }
}
