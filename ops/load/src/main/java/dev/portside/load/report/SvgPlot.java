package dev.portside.load.report;

import dev.portside.load.Measurements.Step;
import dev.portside.load.Result;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * A plot of latencies by percentile, readable on light and on dark ground. Both axes are logarithmic: to the right each
 * mark is ten times rarer, upwards each is ten times slower.
 */
public final class SvgPlot {
    private static final int WIDTH = 860;
    private static final int LEFT = 70;
    private static final int TOP = 60;
    private static final int PLOT_WIDTH = 540;
    private static final int PLOT_HEIGHT = 340;
    private static final int LEGEND_LINE = 20;
    private static final int POINTS = 120;
    private static final double NINES_MAX = 4;
    private static final List<String> PERCENTILES = List.of("0 %", "90 %", "99 %", "99.9 %", "99.99 %");

    /** Eight hues that people with colour blindness tell apart, mid-toned for both grounds. */
    private static final List<String> HUES =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b08a00", "#56b4e9", "#8c6bb1", "#7f7f7f");

    private static final String STYLE = """
            text { font: 13px system-ui, sans-serif; fill: #222 }
            .title { font-size: 16px; font-weight: 600 }
            .ground { fill: #fff }
            .grid { stroke: #ddd }
            .line { fill: none; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #ddd }
              .ground { fill: #16191d }
              .grid { stroke: #3a3f46 }
            }
            """;

    private final List<Step> steps;
    private final int decadeMin;
    private final int decadeMax;
    private final Formatter svg = new Formatter(Locale.ROOT);

    private SvgPlot(List<Step> steps) {
        this.steps = steps;
        double min = steps.stream()
                .mapToLong(step -> step.due().getMinNonZeroValue())
                .min()
                .orElse(1);
        double max =
                steps.stream().mapToLong(step -> step.due().getMaxValue()).max().orElse(1);
        this.decadeMin = (int) Math.floor(Math.log10(Math.max(1, Math.min(min, max))));
        this.decadeMax = Math.max(decadeMin + 1, (int) Math.ceil(Math.log10(Math.max(1, max))));
    }

    public static String text(Result result) {
        SvgPlot plot = new SvgPlot(result.measured().steps());
        return plot.draw(result.scenario() + ", " + result.plan().perSecond() + " tasks a second");
    }

    private String draw(String title) {
        int height = TOP + Math.max(PLOT_HEIGHT + 60, steps.size() * LEGEND_LINE + 20);
        svg.format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n", WIDTH, height);
        svg.format("<title>Latency by percentile: %s</title>%n<style>%n%s</style>%n", escaped(title), STYLE);
        svg.format("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>%n", WIDTH, height);
        svg.format("<text class=\"title\" x=\"%d\" y=\"28\">%s</text>%n", LEFT, escaped(title));
        grid();
        for (int i = 0; i < steps.size(); i++) {
            curve(steps.get(i), i);
        }
        return svg.format("</svg>%n").toString();
    }

    private void grid() {
        for (int nines = 0; nines <= NINES_MAX; nines++) {
            svg.format("<path class=\"grid\" d=\"M%.1f %d v%d\"/>%n", x(nines), TOP, PLOT_HEIGHT);
            svg.format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(nines), TOP + PLOT_HEIGHT + 20, PERCENTILES.get(nines));
        }
        for (int decade = decadeMin; decade <= decadeMax; decade++) {
            double y = y(Math.pow(10, decade));
            svg.format("<path class=\"grid\" d=\"M%d %.1f h%d\"/>%n", LEFT, y, PLOT_WIDTH);
            svg.format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>%n", LEFT - 8, y + 4, duration(decade));
        }
        svg.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">of calls took no longer, since they were due</text>%n",
                LEFT + PLOT_WIDTH / 2, TOP + PLOT_HEIGHT + 44);
    }

    private void curve(Step step, int number) {
        String hue = HUES.get(number % HUES.size());
        String dash = number < HUES.size() ? "" : " stroke-dasharray=\"6 4\"";
        StringBuilder path = new StringBuilder();
        Histogram nanos = step.due();
        // To the right of one in all calls there is nothing that was seen.
        double ninesSeen = Math.min(NINES_MAX, Math.log10(Math.max(2, (double) nanos.getTotalCount())));
        for (int point = 0; point <= POINTS; point++) {
            double nines = ninesSeen * point / POINTS;
            double value = nanos.getValueAtPercentile(100 * (1 - Math.pow(10, -nines)));
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", point == 0 ? "M" : "L", x(nines), y(value)));
        }
        svg.format("<path class=\"line\" stroke=\"%s\"%s d=\"%s\"/>%n", hue, dash, path);
        int y = TOP + 10 + number * LEGEND_LINE;
        int x = LEFT + PLOT_WIDTH + 20;
        svg.format("<path class=\"line\" stroke=\"%s\"%s d=\"M%d %d h24\"/>%n", hue, dash, x, y);
        svg.format("<text x=\"%d\" y=\"%d\">%s</text>%n", x + 32, y + 4, escaped(step.name()));
    }

    private static double x(double nines) {
        return LEFT + PLOT_WIDTH * nines / NINES_MAX;
    }

    private double y(double nanos) {
        double part = (Math.log10(Math.max(1, nanos)) - decadeMin) / (decadeMax - decadeMin);
        return TOP + PLOT_HEIGHT * (1 - Math.clamp(part, 0, 1));
    }

    private static String duration(int decade) {
        List<String> units = List.of("ns", "µs", "ms", "s");
        int unit = Math.min(decade / 3, units.size() - 1);
        return (long) Math.pow(10, decade - 3 * unit) + " " + units.get(unit);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
