package dev.portside.domain.log;

import dev.portside.domain.tasks.TaskStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Where one entry stands.
 *
 * @param reason why it was rejected or died
 * @param finishedAt when it stopped being pending, as far as that is known, to the millisecond
 */
public record EntryStatus(TaskStatus status, Optional<String> reason, Optional<Instant> finishedAt) {
    public static final EntryStatus PENDING = new EntryStatus(TaskStatus.PENDING, Optional.empty(), Optional.empty());

    public EntryStatus {
        finishedAt = finishedAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
    }
}
