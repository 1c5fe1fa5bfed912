package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A change that was accepted and waits in the inbox.
 *
 * @param ledgerDay the day, in UTC, under which the store remembers the outcome: the same for every attempt
 * @param failures how often it failed so far
 * @param firstFailureAt when it failed first
 * @param traceparent the W3C trace context of the request that brought it
 */
public record RecordTask(
        TaskId id,
        RecordChange change,
        Instant acceptedAt,
        LocalDate ledgerDay,
        int failures,
        Optional<Instant> firstFailureAt,
        Optional<String> traceparent) {
    /** A task as it comes. */
    public static RecordTask accepted(TaskId id, RecordChange change, Instant at, Optional<String> traceparent) {
        return new RecordTask(
                id, change, at, LocalDate.ofInstant(at, ZoneOffset.UTC), 0, Optional.empty(), traceparent);
    }

    public RecordTask failedAt(Instant now) {
        return new RecordTask(
                id, change, acceptedAt, ledgerDay, failures + 1, Optional.of(firstFailureAt.orElse(now)), traceparent);
    }

    /** The task as it was accepted. */
    public RecordTask unfailed() {
        return new RecordTask(id, change, acceptedAt, ledgerDay, 0, Optional.empty(), traceparent);
    }
}
