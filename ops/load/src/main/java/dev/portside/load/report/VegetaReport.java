package dev.portside.load.report;

import dev.portside.load.Result;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;

/** What {@code vegeta report} would have printed, so that scripts that read it go on reading. */
public final class VegetaReport {
    private VegetaReport() {}

    public static String text(Result result) {
        Histogram calls = result.measured().calls();
        SortedMap<String, Long> answers = result.measured().answers();
        long good = answers.entrySet().stream()
                .filter(answer -> answer.getKey().matches("[23][0-9]{2}"))
                .mapToLong(Map.Entry::getValue)
                .sum();
        long count = calls.getTotalCount();
        double seconds = result.whole().toNanos() / 1e9;
        Duration attack = result.sending();
        return line(
                        "Requests",
                        "[total, rate, throughput]",
                        String.format(
                                Locale.ROOT,
                                "%d, %.2f, %.2f",
                                count,
                                count / Math.max(attack.toNanos() / 1e9, 1e-9),
                                good / seconds))
                + line(
                        "Duration",
                        "[total, attack, wait]",
                        times(seconds, attack.toNanos() / 1e9, seconds - attack.toNanos() / 1e9))
                + line(
                        "Latencies",
                        "[min, mean, 50, 90, 95, 99, max]",
                        times(
                                calls.getMinValue() / 1e9,
                                calls.getMean() / 1e9,
                                calls.getValueAtPercentile(50) / 1e9,
                                calls.getValueAtPercentile(90) / 1e9,
                                calls.getValueAtPercentile(95) / 1e9,
                                calls.getValueAtPercentile(99) / 1e9,
                                calls.getMaxValue() / 1e9))
                + line(
                        "Bytes In",
                        "[total, mean]",
                        String.format(
                                Locale.ROOT,
                                "%d, %.2f",
                                result.measured().bytes(),
                                result.measured().bytes() / (double) Math.max(count, 1)))
                + line("Success", "[ratio]", String.format(Locale.ROOT, "%.2f%%", 100.0 * good / Math.max(count, 1)))
                + line(
                        "Status Codes",
                        "[code:count]",
                        answers.entrySet().stream()
                                .map(answer -> answer.getKey() + ":" + answer.getValue())
                                .collect(Collectors.joining("  ")))
                + "Error Set:\n"
                + result.tally().examples().stream()
                        .map(example -> example + "\n")
                        .collect(Collectors.joining());
    }

    private static String line(String name, String members, String values) {
        return String.format(Locale.ROOT, "%-13s %-33s %s%n", name, members, values);
    }

    private static String times(double... seconds) {
        return DoubleStream.of(seconds).mapToObj(VegetaReport::time).collect(Collectors.joining(", "));
    }

    private static String time(double seconds) {
        if (seconds >= 1) {
            return String.format(Locale.ROOT, "%.3fs", seconds);
        }
        return seconds >= 1e-3
                ? String.format(Locale.ROOT, "%.3fms", seconds * 1e3)
                : String.format(Locale.ROOT, "%.3fµs", seconds * 1e6);
    }
}
