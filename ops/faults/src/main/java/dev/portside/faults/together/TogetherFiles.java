package dev.portside.faults.together;

import dev.portside.faults.blows.Injected;
import dev.portside.faults.fleet.EnvironmentFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A report in files: {@code together.md} for people, {@code together.json} for programs. */
public final class TogetherFiles {
    private TogetherFiles() {}

    /** Writes them over those of an earlier run; the files. */
    public static List<Path> write(Path folder, TogetherReport report) {
        try {
            Files.createDirectories(folder);
            return List.of(
                    ReportFile.write(folder.resolve("together.md"), report + TogetherText.listOfHarms(report)),
                    ReportFile.write(folder.resolve("together.json"), json(report)));
        } catch (IOException e) {
            throw new EnvironmentFault("the report can't be written", e);
        }
    }

    private static String json(TogetherReport report) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("clean", report.clean())
                .put("seed", report.plan().seed())
                .put("started", report.started().toString())
                .put("machine", TogetherReport.machine())
                .put("seconds_of_harm", report.plan().time().toMillis() / 1e3)
                .put("seconds", report.whole().toMillis() / 1e3)
                .put("harms_planned", report.plannedHarms())
                .put("own_ends", report.ownEnds());
        ArrayNode harms = json.putArray("harms");
        for (Injected harm : report.timeline().harms()) {
            harms.addObject()
                    .put("at", report.timeline().secondsAt(harm.from()))
                    .put("harm", harm.planned().harm().toString())
                    .put("target", harm.target().name())
                    .put("seconds", harm.planned().lasting().toMillis() / 1e3)
                    .put("whole_at", report.timeline().secondsAt(harm.over()));
        }
        ObjectNode flows = json.putObject("flows");
        report.flows().forEach(flow -> put(flows.putObject(flow.flow()), flow));
        ArrayNode findings = json.putArray("findings");
        report.allFindings().forEach(findings::add);
        return json.toPrettyString() + "\n";
    }

    private static void put(ObjectNode node, FlowResult flow) {
        node.put("asked", flow.asked())
                .put("accepted", flow.accepted())
                .put("refused", flow.refused())
                .put("applied", flow.applied())
                .put("rejected", flow.rejected())
                .put("dead", flow.dead())
                .put("judged", flow.judged());
        ObjectNode faults = node.putObject("faults");
        flow.kinds().forEach((kind, count) -> faults.put(kind.toString(), count));
        put(node.putObject("until_accepted"), flow.untilAccepted());
        put(node.putObject("until_applied"), flow.untilApplied());
        node.put("longest_seconds_without_acceptance", flow.longestGap().toMillis() / 1e3);
    }

    private static void put(ObjectNode node, Recovery recovery) {
        node.put("seconds_p50", recovery.medianSeconds())
                .put("seconds_max", recovery.maxSeconds())
                .put("never", recovery.never());
    }
}
