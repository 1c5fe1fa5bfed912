package dev.portside.domain.records;

import dev.portside.domain.tasks.TaskId;
import java.time.Instant;
import java.util.Optional;

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
        int failures,
        Optional<Instant> firstFailureAt,
        Optional<String> traceparent) {
    public RecordTask failedAt(Instant now) {
        return new RecordTask(
                id, change, acceptedAt, failures + 1, Optional.of(firstFailureAt.orElse(now)), traceparent);
    }

    /** The task as it was accepted. */
    public RecordTask unfailed() {
        return new RecordTask(id, change, acceptedAt, 0, Optional.empty(), traceparent);
    }
}
