package dev.portside.faults.together;

import dev.portside.faults.load.FlowReport;
import dev.portside.faults.load.Journal;
import dev.portside.faults.oracle.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What came of one flow.
 *
 * @param asked changes that clients are through with
 * @param refused answers that accepted nothing
 * @param findings everything that should not be, in words
 * @param longestGap without an acceptance
 */
public record FlowResult(
        String flow,
        long asked,
        long accepted,
        long refused,
        long applied,
        long rejected,
        long dead,
        long judged,
        List<Fault> faults,
        List<String> findings,
        Duration longestGap,
        Recovery untilAccepted,
        Recovery untilApplied,
        String details) {
    static FlowResult of(
            String flow, Journal<?> journal, FlowReport report, Recovery untilAccepted, Recovery untilApplied) {
        return new FlowResult(
                flow,
                journal.through(),
                journal.accepted(),
                journal.refused(),
                report.applied(),
                report.rejected(),
                report.dead(),
                report.judged(),
                report.faults(),
                report.surprises(),
                journal.longestGap(),
                untilAccepted,
                untilApplied,
                report.toString());
    }

    Map<Fault.Kind, Long> kinds() {
        return faults.stream().collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));
    }

    /** Everything that should not be, in words, with what was broken when it was so. */
    public List<String> allFindings(Timeline timeline) {
        return Stream.concat(faults.stream().map(fault -> told(fault, timeline)), findings.stream())
                .map(finding -> flow + ": " + finding)
                .toList();
    }

    private static String told(Fault fault, Timeline timeline) {
        return fault.at().isPresent()
                ? "%s (%s)".formatted(fault, timeline.around(fault.at().getAsLong()))
                : fault.toString();
    }

    /** Whether everything is as it should be. */
    public boolean clean() {
        return faults.isEmpty() && findings.isEmpty();
    }
}
