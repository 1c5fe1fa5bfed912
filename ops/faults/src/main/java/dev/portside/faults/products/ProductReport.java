package dev.portside.faults.products;

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
 * What a trial with products came to.
 *
 * @param unanswered events of which nobody said whether they were accepted
 * @param surfaced those of them that are in the topic
 * @param copies entries of the topic beyond the first of each event
 * @param batches transactions of the store
 * @param changes of products that the store noted
 * @param drained how long consumers still had to do when the last event was answered
 * @param surprises answers that no fault excuses
 */
public record ProductReport(
        int requests,
        int accepted,
        int unanswered,
        long surfaced,
        int copies,
        int batches,
        int changes,
        int products,
        long dead,
        Duration longestRequest,
        Duration longestGap,
        Duration drained,
        List<Fault> faults,
        List<String> surprises)
        implements FlowReport {
    static ProductReport of(
            Journal<AskedEvent> journal,
            List<LoggedEvent> logged,
            Applied applied,
            Duration drained,
            List<Fault> faults,
            List<String> surprises) {
        Collection<AskedEvent> sent = journal.sent();
        Set<Integer> there = new HashSet<>();
        logged.forEach(event -> there.add(event.number()));
        List<AskedEvent> unanswered =
                sent.stream().filter(event -> event.task().isEmpty()).toList();
        return new ProductReport(
                journal.requests(),
                sent.size() - unanswered.size(),
                unanswered.size(),
                unanswered.stream()
                        .filter(event -> there.contains(event.number()))
                        .count(),
                logged.size() - there.size(),
                applied.steps().size(),
                applied.changes().size(),
                applied.products().size(),
                applied.dead().size(),
                journal.longestRequest(),
                journal.longestGap(),
                drained,
                faults,
                surprises);
    }

    @Override
    public long applied() {
        return changes;
    }

    @Override
    public long judged() {
        return accepted + surfaced + copies;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("events accepted %d with %d requests; unanswered %d, of which %d came; %d repeats in the topic"
                .formatted(accepted, requests, unanswered, surfaced, copies));
        lines.add("applied in %d batches as %d changes of %d products; dead %d"
                .formatted(batches, changes, products, dead));
        lines.add(Fault.counts(faults));
        lines.add("longest request %.1f s, longest time without an acceptance %.1f s, all applied %.1f s later"
                .formatted(longestRequest.toMillis() / 1e3, longestGap.toMillis() / 1e3, drained.toMillis() / 1e3));
        Report.show(lines, "fault", faults);
        Report.show(lines, "surprise", surprises);
        return String.join("\n", lines);
    }
}
