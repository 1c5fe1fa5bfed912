package dev.portside.faults.together;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was done, and what came of it.
 *
 * @param plannedHarms how many there were to be
 * @param ownEnds how often an instance ended by itself
 * @param findings what concerns no flow alone, in words
 */
public record TogetherReport(
        TogetherPlan plan,
        Instant started,
        Duration whole,
        int plannedHarms,
        Timeline timeline,
        int ownEnds,
        List<FlowResult> flows,
        List<String> findings) {
    /** Flows that there are. */
    private static final int FLOWS = 6;

    /** Whether everything was done, judged and right. */
    public boolean clean() {
        return findings.isEmpty()
                && timeline.harms().size() == plannedHarms
                && flows.size() == FLOWS
                && flows.stream().allMatch(FlowResult::clean);
    }

    /** Everything that should not be, in words. */
    public List<String> allFindings() {
        return Stream.concat(findings.stream(), flows.stream().flatMap(flow -> flow.allFindings(timeline).stream()))
                .toList();
    }

    /** In words. */
    public static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return "%d processors, %s %s, Java %s"
                .formatted(
                        runtime.availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    @Override
    public String toString() {
        return TogetherText.of(this);
    }
}
