package dev.portside.load.report;

import dev.portside.load.Ending;
import dev.portside.load.Expected;
import dev.portside.load.Measurements.Step;
import dev.portside.load.Result;
import dev.portside.load.Tally;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** For programs. Latencies are milliseconds. */
public final class JsonReport {
    private static final double[] PERCENTILES = {50, 90, 95, 99, 99.9, 99.99};

    private JsonReport() {}

    public static String text(Result result) {
        ObjectNode json = Expected.JSON
                .createObjectNode()
                .put("scenario", result.scenario())
                .put("sound", result.sound())
                .put("rate_held", result.rateHeld())
                .put("tasks_per_second_asked", result.plan().perSecond())
                .put("tasks_per_second_started", result.startedPerSecond())
                .put("seconds", result.whole().toNanos() / 1e9);
        ObjectNode tasks = json.putObject("tasks").put("all", result.plan().tasks());
        for (Ending ending : Ending.values()) {
            tasks.put(Tally.word(ending), result.tally().count(ending));
        }
        ObjectNode answers = json.putObject("answers");
        result.measured().answers().forEach(answers::put);
        ArrayNode steps = json.putArray("steps");
        for (Step step : result.measured().steps()) {
            ObjectNode node = steps.addObject().put("step", step.name());
            node.set("since_due", latencies(step.due()));
            node.set("since_sent", latencies(step.sent()));
        }
        json.set("whole_task", latencies(result.measured().tasks()));
        ArrayNode examples = json.putArray("examples");
        result.tally().examples().forEach(examples::add);
        return json.toPrettyString() + "\n";
    }

    private static ObjectNode latencies(Histogram nanos) {
        ObjectNode node = Expected.JSON.createObjectNode().put("count", nanos.getTotalCount());
        for (double percentile : PERCENTILES) {
            String name = "p" + Double.toString(percentile).replaceFirst("\\.0$", "");
            node.put(name, TextReport.millis(nanos, percentile));
        }
        return node.put("max", nanos.getMaxValue() / TextReport.NANOS_PER_MILLI);
    }
}
