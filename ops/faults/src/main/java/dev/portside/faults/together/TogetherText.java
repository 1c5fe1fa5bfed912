package dev.portside.faults.together;

import dev.portside.faults.blows.Injected;
import dev.portside.faults.oracle.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A report for people: Markdown that can be read on a terminal as well. */
final class TogetherText {
    private static final int FINDINGS_MAX = 40;

    private TogetherText() {}

    static String of(TogetherReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("# All flows together: " + (report.clean() ? "nothing found" : "SOMETHING FOUND"));
        lines.add("");
        lines.add("Seed %d, %s, %.0f s of harm within %.0f s in all, %s."
                .formatted(
                        report.plan().seed(),
                        report.started(),
                        report.plan().time().toMillis() / 1e3,
                        report.whole().toMillis() / 1e3,
                        TogetherReport.machine()));
        lines.add("");
        flows(report, lines);
        recoveries(report, lines);
        harms(report, lines);
        findings(report, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void flows(TogetherReport report, List<String> lines) {
        String row = "| %-8s | %7s | %8s | %7s | %7s | %8s | %5s | %7s | %4s | %7s | %12s | %5s | %5s | %9s |";
        lines.add(row.formatted(
                "flow",
                "asked",
                "accepted",
                "refused",
                "applied",
                "rejected",
                "dead",
                "judged",
                "lost",
                "doubled",
                "out of order",
                "stale",
                "over",
                "otherwise"));
        lines.add(row.replaceAll("%-?(\\d+)s", "---").replace(" ", ""));
        for (FlowResult flow : report.flows()) {
            Map<Fault.Kind, Long> kinds = flow.kinds();
            long named = 0;
            List<Long> counts = new ArrayList<>();
            for (Fault.Kind kind : List.of(
                    Fault.Kind.LOST,
                    Fault.Kind.DOUBLED,
                    Fault.Kind.INVERTED,
                    Fault.Kind.STALE,
                    Fault.Kind.OVER_ADMITTED)) {
                long count = kinds.getOrDefault(kind, 0L);
                counts.add(count);
                named += count;
            }
            lines.add(row.formatted(
                    flow.flow(),
                    flow.asked(),
                    flow.accepted(),
                    flow.refused(),
                    flow.applied(),
                    flow.rejected(),
                    flow.dead(),
                    flow.judged(),
                    counts.get(0),
                    counts.get(1),
                    counts.get(2),
                    counts.get(3),
                    counts.get(4),
                    flow.faults().size() - named + flow.findings().size()));
        }
        lines.add("");
    }

    private static void recoveries(TogetherReport report, List<String> lines) {
        lines.add(
                "How soon each flow went on when everything was whole again (median / longest), and its longest standstill:");
        lines.add("");
        String row = "| %-8s | %-20s | %-20s | %-26s |";
        lines.add(row.formatted("flow", "until accepted", "until applied", "longest without acceptance"));
        lines.add("|---|---|---|---|");
        for (FlowResult flow : report.flows()) {
            lines.add(row.formatted(
                    flow.flow(),
                    flow.untilAccepted(),
                    flow.untilApplied(),
                    "%.1f s".formatted(flow.longestGap().toMillis() / 1e3)));
        }
        lines.add("");
    }

    private static void harms(TogetherReport report, List<String> lines) {
        Map<String, Integer> kinds = new TreeMap<>();
        report.timeline()
                .harms()
                .forEach(harm -> kinds.merge(harm.planned().harm().toString(), 1, Integer::sum));
        lines.add("%d harms of %d planned were done: %s. %d times an instance ended by itself."
                .formatted(report.timeline().harms().size(), report.plannedHarms(), kinds, report.ownEnds()));
        lines.add("");
        report.flows().forEach(flow -> lines.add("    " + flow.details().replace("\n", "\n    ")));
        lines.add("");
    }

    /** The list of all harms, for the file. */
    static String listOfHarms(TogetherReport report) {
        List<String> lines =
                new ArrayList<>(List.of("", "| at s | harm | target | for s | whole at s |", "|---|---|---|---|---|"));
        for (Injected harm : report.timeline().harms()) {
            lines.add("| %.1f | %s | %s | %.1f | %.1f |"
                    .formatted(
                            report.timeline().secondsAt(harm.from()),
                            harm.planned().harm(),
                            harm.target().name(),
                            harm.planned().lasting().toMillis() / 1e3,
                            report.timeline().secondsAt(harm.over())));
        }
        return String.join("\n", lines) + "\n";
    }

    private static void findings(TogetherReport report, List<String> lines) {
        List<String> findings = report.allFindings();
        lines.add(findings.size() + " findings");
        findings.stream().limit(FINDINGS_MAX).forEach(finding -> lines.add("- " + finding));
        if (findings.size() > FINDINGS_MAX) {
            lines.add("- ... and " + (findings.size() - FINDINGS_MAX) + " more");
        }
    }
}
