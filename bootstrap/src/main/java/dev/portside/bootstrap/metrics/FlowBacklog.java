package dev.portside.bootstrap.metrics;

import dev.portside.domain.log.Backlog;
import java.time.Duration;
import java.time.InstantSource;

/**
 * What a flow has still to do.
 *
 * @param oldest the age of the oldest entry, zero when there is none
 */
public record FlowBacklog(long entries, Duration oldest) {
    /** What waits in a log. */
    public static FlowBacklog of(Backlog backlog, InstantSource clock) {
        Duration oldest = backlog.oldestAcceptedAt()
                .map(accepted -> Duration.between(accepted, clock.instant()))
                // What stamps it may have a clock that is ahead.
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
        return new FlowBacklog(backlog.entries(), oldest);
    }
}
