package dev.portside.faults.soak;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.together.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A soak as text, JSON and a plot. */
public final class SoakFiles {
    private SoakFiles() {}

    /** Writes them over those of an earlier run; the files. */
    public static List<Path> write(Path folder, SoakReport report) {
        try {
            Files.createDirectories(folder);
            return List.of(
                    ReportFile.write(folder.resolve("soak.md"), report.toString()),
                    ReportFile.write(folder.resolve("soak.json"), json(report)),
                    ReportFile.write(folder.resolve("soak.svg"), SoakPlot.text(report)));
        } catch (IOException e) {
            throw new EnvironmentFault("the report can't be written", e);
        }
    }

    private static String json(SoakReport report) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("clean", report.clean())
                .put("seed", report.seed())
                .put("started", report.started().toString())
                .put("seconds", report.time().toMillis() / 1e3)
                .put("load_held", report.capacity())
                .put("load", report.load());
        ArrayNode flat = json.putArray("held");
        for (Flatness each : report.flatnesses()) {
            flat.addObject()
                    .put("life", each.life())
                    .put("what", each.held().name().toLowerCase(Locale.ROOT))
                    .put("first", each.first())
                    .put("last", each.last())
                    .put("slope_per_hour", each.slopePerHour())
                    .put("flat", each.flat());
        }
        ArrayNode recoveries = json.putArray("recoveries");
        for (SoakRecovery each : report.recoveries()) {
            ObjectNode node = recoveries
                    .addObject()
                    .put("flow", each.flow())
                    .put("harm", each.harm().planned().harm().toString())
                    .put("target", each.harm().target().name())
                    .put("in_time", each.inTime());
            each.time().ifPresent(time -> node.put("seconds", time.toMillis() / 1e3));
        }
        ArrayNode samples = json.putArray("samples");
        for (Sample sample : report.samples()) {
            samples.addObject()
                    .put("at", sample.at())
                    .put("life", sample.life())
                    .put("what", sample.held().name().toLowerCase(Locale.ROOT))
                    .put("value", sample.value());
        }
        ArrayNode findings = json.putArray("findings");
        report.allFindings().forEach(findings::add);
        return json.toPrettyString() + "\n";
    }
}
