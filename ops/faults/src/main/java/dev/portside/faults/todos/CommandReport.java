package dev.portside.faults.todos;

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
        List<String> surprises) {
    /** Whether everything is as it should be. */
    public boolean clean() {
        return faults.isEmpty() && surprises.isEmpty();
    }

    private long count(Fault.Kind kind) {
        return faults.stream().filter(fault -> fault.kind() == kind).count();
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("commands accepted %d with %d requests; %d in the topic, applied in %d batches to %d todos"
                .formatted(accepted, requests, logged, batches, todos));
        long named = count(Fault.Kind.LOST) + count(Fault.Kind.DOUBLED) + count(Fault.Kind.INVERTED);
        lines.add("lost %d, doubled %d, out of order %d, otherwise wrong %d"
                .formatted(
                        count(Fault.Kind.LOST),
                        count(Fault.Kind.DOUBLED),
                        count(Fault.Kind.INVERTED),
                        faults.size() - named));
        lines.add("longest time without an acceptance %.1f s, all applied %.1f s later"
                .formatted(longestGap.toMillis() / 1e3, drained.toMillis() / 1e3));
        Report.show(lines, "fault", faults);
        Report.show(lines, "surprise", surprises);
        return String.join("\n", lines);
    }
}
