package dev.portside.load.report;

import dev.portside.load.Ending;
import dev.portside.load.Measurements.Step;
import dev.portside.load.Result;
import dev.portside.load.Tally;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** For people: a table in milliseconds. */
public final class TextReport {
    static final double NANOS_PER_MILLI = 1e6;

    private TextReport() {}

    /** The summary that is shown when a run is over. */
    public static String summary(Result result) {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n%s: %d tasks, %d/s asked, %.1f/s started, the last %.1f ms late; %.1f s%n%n",
                result.scenario(),
                result.plan().tasks(),
                result.plan().perSecond(),
                result.startedPerSecond(),
                Math.max(0, result.late().toNanos()) / NANOS_PER_MILLI,
                result.whole().toMillis() / 1e3));
        text.append(String.format(
                Locale.ROOT,
                "%-26s %9s %9s %9s %9s %9s %9s %11s%n",
                "ms since the call was due",
                "count",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max",
                "p99 sent"));
        for (Step step : result.measured().steps()) {
            text.append(row(step.name(), step.due(), String.format(Locale.ROOT, "%.2f", millis(step.sent(), 99))));
        }
        text.append(row("whole task", result.measured().tasks(), ""));
        text.append(String.format(Locale.ROOT, "%nanswers: %s%n", counts(result)));
        text.append(String.format(Locale.ROOT, "tasks: %s%n", tasks(result.tally())));
        result.tally().examples().forEach(example -> text.append(String.format(Locale.ROOT, "  %s%n", example)));
        text.append(String.format(Locale.ROOT, "%s%n", verdict(result)));
        return text.toString();
    }

    /** The summary, and what HdrHistogram prints of each step. */
    public static String whole(Result result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            out.print(summary(result));
            for (Step step : result.measured().steps()) {
                out.printf("%n%s, ms since the call was due%n%n", step.name());
                step.due().outputPercentileDistribution(out, NANOS_PER_MILLI);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    private static String verdict(Result result) {
        if (!result.rateHeld()) {
            return "NOT HELD: the rate that was asked; the service, or this machine, is too slow for it";
        }
        return result.sound() ? "all tasks are there and right" : "NOT SOUND: see the tasks above";
    }

    private static String counts(Result result) {
        return result.measured().answers().entrySet().stream()
                .map(answer -> answer.getKey() + ": " + answer.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String tasks(Tally tally) {
        return Arrays.stream(Ending.values())
                .map(ending -> tally.count(ending) + " " + Tally.word(ending))
                .collect(Collectors.joining(", "));
    }

    private static String row(String name, Histogram nanos, String sent) {
        return String.format(
                Locale.ROOT,
                "%-26s %9d %9.2f %9.2f %9.2f %9.2f %9.2f %11s%n",
                name,
                nanos.getTotalCount(),
                millis(nanos, 50),
                millis(nanos, 90),
                millis(nanos, 99),
                millis(nanos, 99.9),
                nanos.getMaxValue() / NANOS_PER_MILLI,
                sent);
    }
}
