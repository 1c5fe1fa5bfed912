package dev.portside.faults.todos;

import dev.portside.faults.load.FlowReport;
import dev.portside.faults.load.Report;
import dev.portside.faults.oracle.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trial with commands came to.
 *
 * @param logged commands in the topic, repeats included
 * @param drained how long there was still something to do when the last command was accepted
 * @param surprises answers that no fault excuses
 */
public record CommandReport(
        int requests,
        int accepted,
        int logged,
        int todos,
        long batches,
        Duration longestGap,
        Duration drained,
        List<Fault> faults,
        List<String> surprises)
        implements FlowReport {
    @Override
    public long applied() {
        return logged;
    }

    @Override
    public long judged() {
        return logged;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("commands accepted %d with %d requests; %d in the topic, applied in %d batches to %d todos"
                .formatted(accepted, requests, logged, batches, todos));
        lines.add(Fault.counts(faults));
        lines.add("longest time without an acceptance %.1f s, all applied %.1f s later"
                .formatted(longestGap.toMillis() / 1e3, drained.toMillis() / 1e3));
        Report.show(lines, "fault", faults);
        Report.show(lines, "surprise", surprises);
        return String.join("\n", lines);
    }
}
