package dev.portside.faults.soak;

import dev.portside.faults.together.FlowResult;
import dev.portside.faults.together.Timeline;
import dev.portside.faults.together.TogetherReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a soak came to.
 *
 * @param timeline begins when the load was steady
 * @param capacity how many times the usual load this machine held, and {@code load} how many were asked for
 * @param ownEnds how often an instance ended by itself
 * @param findings what concerns no flow alone, in words
 */
public record SoakReport(
        long seed,
        Instant started,
        Duration time,
        double capacity,
        double load,
        int plannedHarms,
        Timeline timeline,
        int ownEnds,
        List<Sample> samples,
        List<Flatness> flatnesses,
        List<SoakRecovery> recoveries,
        List<FlowResult> flows,
        List<String> findings) {
    /** Flows that there are. */
    private static final int FLOWS = 6;

    /** Whether everything was done, judged and right. */
    public boolean clean() {
        return allFindings().isEmpty() && flows.size() == FLOWS;
    }

    /** Everything that should not be, in words. */
    public List<String> allFindings() {
        List<String> all = new ArrayList<>(findings);
        flows.forEach(flow -> all.addAll(flow.allFindings(timeline)));
        flatnesses.stream().filter(each -> !each.flat()).forEach(each -> all.add("not flat: " + each));
        for (Held held : Held.values()) {
            if (flatnesses.stream().noneMatch(each -> each.held() == held)) {
                all.add("of no instance it is known whether it stayed flat: " + held.title());
            }
        }
        recoveries.stream()
                .filter(each -> !each.inTime())
                .forEach(each -> all.add("too late: %s (%s)"
                        .formatted(each, timeline.around(each.harm().over()))));
        if (timeline.harms().size() != plannedHarms) {
            all.add("%d harms of %d were done".formatted(timeline.harms().size(), plannedHarms));
        }
        if (ownEnds > 0) {
            all.add(ownEnds + " times an instance ended by itself");
        }
        return all;
    }

    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add("# Soak: " + (clean() ? "flat, and nothing found" : "SOMETHING FOUND"));
        lines.add("");
        lines.add("Seed %d, %s, %.0f s, %s. %.2f times the usual load was held, %.2f were asked for."
                .formatted(seed, started, time.toMillis() / 1e3, TogetherReport.machine(), capacity, load));
        lines.add("");
        lines.add("| flow | asked | accepted | applied | judged | wrong | slowest to be as fast as before |");
        lines.add("|---|---|---|---|---|---|---|");
        for (FlowResult flow : flows) {
            lines.add("| %s | %d | %d | %d | %d | %d | %s |"
                    .formatted(
                            flow.flow(),
                            flow.asked(),
                            flow.accepted(),
                            flow.applied(),
                            flow.judged(),
                            flow.allFindings(timeline).size(),
                            slowest(flow.flow())));
        }
        lines.add("");
        lines.add("Medians of the first and of the last third, after a fifth of warm-up:");
        lines.add("");
        lines.add("| what | of | first | last | allowed more | slope an hour | flat |");
        lines.add("|---|---|---|---|---|---|---|");
        for (Flatness each : flatnesses) {
            lines.add("| %s | %s | %.1f | %.1f | %.1f | %+.1f | %s |"
                    .formatted(
                            each.held().title(),
                            each.life(),
                            each.first(),
                            each.last(),
                            each.held().toleranceAt(each.first()),
                            each.slopePerHour(),
                            each.flat() ? "yes" : "NO"));
        }
        lines.add("");
        List<String> all = allFindings();
        lines.add(all.size() + " findings");
        all.forEach(finding -> lines.add("- " + finding));
        return String.join("\n", lines) + "\n";
    }

    private String slowest(String flow) {
        return recoveries.stream()
                .filter(each -> each.flow().equals(flow))
                .flatMap(each -> each.time().stream())
                .max(Duration::compareTo)
                .map(each -> "%.1f s".formatted(each.toMillis() / 1e3))
                .orElse("-");
    }
}
