package dev.portside.faults.soak;

import dev.portside.faults.blows.Injected;
import java.util.Formatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What instances held over time, a panel for each kind; upright lines are harms. Readable on light and on dark ground. */
final class SoakPlot {
    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int TOP = 50;
    private static final int PANEL = 150;
    private static final int PANEL_GAP = 40;
    private static final int PLOT_WIDTH = WIDTH - LEFT - 20;
    private static final double HEADROOM = 1.1;

    /** Hues that people with colour blindness tell apart, mid-toned for both grounds. */
    private static final List<String> HUES = List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b08a00", "#56b4e9");

    private static final String STYLE = """
            text { font: 13px system-ui, sans-serif; fill: #222 }
            .title { font-size: 16px; font-weight: 600 }
            .ground { fill: #fff }
            .grid { stroke: #ddd }
            .harm { stroke: #999; stroke-dasharray: 2 4 }
            .line { fill: none; stroke-width: 2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #ddd }
              .ground { fill: #16191d }
              .grid { stroke: #3a3f46 }
            }
            """;

    private final SoakReport report;
    private final double seconds;
    private final Formatter svg = new Formatter(Locale.ROOT);

    private SoakPlot(SoakReport report) {
        this.report = report;
        this.seconds = Math.max(
                1, report.samples().stream().mapToDouble(Sample::at).max().orElse(1));
    }

    static String text(SoakReport report) {
        return new SoakPlot(report).draw();
    }

    private String draw() {
        int height = TOP + Held.values().length * (PANEL + PANEL_GAP) + 20;
        svg.format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n", WIDTH, height);
        svg.format("<title>What instances held during a soak</title>%n<style>%n%s</style>%n", STYLE);
        svg.format("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>%n", WIDTH, height);
        svg.format(
                "<text class=\"title\" x=\"%d\" y=\"28\">Soak of %.0f s, %d harms, seed %d</text>%n",
                LEFT, seconds, report.timeline().harms().size(), report.seed());
        int top = TOP + 20;
        for (Held held : Held.values()) {
            panel(held, top);
            top += PANEL + PANEL_GAP;
        }
        return svg.format("</svg>%n").toString();
    }

    private void panel(Held held, int top) {
        List<Sample> samples = report.samples().stream()
                .filter(sample -> sample.held() == held)
                .toList();
        double most = HEADROOM
                * Math.max(1, samples.stream().mapToDouble(Sample::value).max().orElse(1));
        svg.format("<text x=\"%d\" y=\"%d\">%s</text>%n", LEFT, top - 6, held.title());
        for (int part = 0; part <= 2; part++) {
            double y = top + PANEL - PANEL * part / 2.0;
            svg.format("<path class=\"grid\" d=\"M%d %.1f h%d\"/>%n", LEFT, y, PLOT_WIDTH);
            svg.format("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.0f</text>%n", LEFT - 8, y + 4, most * part / 2);
        }
        for (Injected harm : report.timeline().harms()) {
            svg.format(
                    "<path class=\"harm\" d=\"M%.1f %d v%d\"/>%n",
                    x(report.timeline().secondsAt(harm.from())), top, PANEL);
        }
        Map<String, StringBuilder> lives = new LinkedHashMap<>();
        for (Sample sample : samples) {
            StringBuilder path = lives.computeIfAbsent(sample.life(), _ -> new StringBuilder());
            double y = top + PANEL * (1 - sample.value() / most);
            path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(sample.at()), y));
        }
        int hue = 0;
        for (StringBuilder path : lives.values()) {
            svg.format("<path class=\"line\" stroke=\"%s\" d=\"%s\"/>%n", HUES.get(hue++ % HUES.size()), path);
        }
    }

    private double x(double at) {
        return LEFT + PLOT_WIDTH * Math.clamp(at / seconds, 0, 1);
    }
}
