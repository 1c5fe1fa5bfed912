package dev.portside.faults.users;

import dev.portside.faults.load.FlowReport;
import dev.portside.faults.load.Journal;
import dev.portside.faults.load.Report;
import dev.portside.faults.oracle.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a trial with users came to.
 *
 * @param unanswered changes of which nobody said whether they were made
 * @param surfaced those of them that were
 * @param committed events in the outbox
 * @param seen records that a reader of committed messages saw
 * @param drained how long the relays still had to do when the last change was answered
 * @param surprises answers that no fault excuses
 */
public record UserReport(
        int requests,
        int answered,
        int unanswered,
        long surfaced,
        int committed,
        int seen,
        Duration longestRequest,
        Duration longestGap,
        Duration drained,
        List<Fault> faults,
        List<String> surprises)
        implements FlowReport {
    static UserReport of(
            Journal<AskedChange> journal,
            List<StoredEvent> stored,
            List<SeenEvent> seen,
            Duration drained,
            List<Fault> faults) {
        Collection<AskedChange> sent = journal.sent();
        Set<String> made = new HashSet<>();
        stored.forEach(event -> made.add(event.name()));
        List<AskedChange> unanswered =
                sent.stream().filter(change -> change.version().isEmpty()).toList();
        return new UserReport(
                journal.requests(),
                sent.size() - unanswered.size(),
                unanswered.size(),
                unanswered.stream()
                        .filter(change -> made.contains(change.name()))
                        .count(),
                stored.size(),
                seen.size(),
                journal.longestRequest(),
                journal.longestGap(),
                drained,
                faults,
                journal.surprises());
    }

    @Override
    public long applied() {
        return seen;
    }

    @Override
    public long judged() {
        return committed;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("changes answered %d with %d requests; unanswered %d, of which %d were made"
                .formatted(answered, requests, unanswered, surfaced));
        lines.add("events committed %d, seen on the topic %d".formatted(committed, seen));
        lines.add(Fault.counts(faults));
        lines.add("longest request %.1f s, longest time without an answered change %.1f s, relays done %.1f s later"
                .formatted(longestRequest.toMillis() / 1e3, longestGap.toMillis() / 1e3, drained.toMillis() / 1e3));
        Report.show(lines, "fault", faults);
        Report.show(lines, "surprise", surprises);
        return String.join("\n", lines);
    }
}
