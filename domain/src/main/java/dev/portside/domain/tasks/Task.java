package dev.portside.domain.tasks;

import java.time.Instant;
import java.util.Optional;

/**
 * A task as its caller sees it.
 *
 * @param kind what was asked for, such as {@code record.insert}
 * @param reason why it was rejected or died
 * @param finishedAt when it stopped being pending
 */
public record Task(
        TaskId id,
        String kind,
        TaskStatus status,
        Optional<String> reason,
        Instant acceptedAt,
        Optional<Instant> finishedAt) {}
