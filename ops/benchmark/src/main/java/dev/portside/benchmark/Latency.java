package dev.portside.benchmark;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Nanoseconds.
 *
 * @param accepting from when a call was due to its 202
 * @param applying from when a task was accepted to when it was applied, of a sample
 */
record Latency(Histogram accepting, Histogram applying) {
    private static final double NANOS_PER_MILLI = 1e6;

    static double p99Millis(Histogram nanos) {
        return nanos.getValueAtPercentile(99) / NANOS_PER_MILLI;
    }

    /** A Markdown table. */
    String table() {
        return "| ms | p50 | p99 | max | of |\n| --- | ---: | ---: | ---: | ---: |\n"
                + row("called -> 202", accepting)
                + row("accepted -> applied", applying);
    }

    private static String row(String name, Histogram nanos) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %,d |%n",
                name,
                nanos.getValueAtPercentile(50) / NANOS_PER_MILLI,
                p99Millis(nanos),
                nanos.getMaxValue() / NANOS_PER_MILLI,
                nanos.getTotalCount());
    }
}
