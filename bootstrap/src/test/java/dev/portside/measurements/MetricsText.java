package dev.portside.measurements;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of the Prometheus text format 0.0.4 and of OpenMetrics 1.0.0: each family described once and in one
 * piece, every sample of a name and labels that its type allows, none twice, histograms cumulative and complete.
 */
final class MetricsText {
    record Sample(String name, Map<String, String> labels, double value) {}

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.*)");
    private static final Pattern SAMPLE = Pattern.compile("(" + NAME + ")(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"(,|$)");
    private static final Map<String, Set<String>> SUFFIXES = Map.of(
            "counter", Set.of("_total", "_created"),
            "gauge", Set.of(""),
            "histogram", Set.of("_bucket", "_sum", "_count", "_created"));

    private final boolean openMetrics;
    private final Map<String, String> types = new LinkedHashMap<>();
    private final Set<String> helped = new HashSet<>();
    private final List<Sample> samples = new ArrayList<>();
    private final Set<Object> seen = new HashSet<>();
    private String family = "";

    private MetricsText(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    static List<Sample> prometheus(String text) {
        return new MetricsText(false).read(text);
    }

    static List<Sample> openMetrics(String text) {
        return new MetricsText(true).read(text);
    }

    private List<Sample> read(String text) {
        check(text.endsWith("\n"), "the last line must end");
        check(!openMetrics || text.endsWith("\n# EOF\n"), "OpenMetrics must end with # EOF");
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            if (line.equals("# EOF")) {
                check(openMetrics, "only OpenMetrics has an end mark");
                continue;
            }
            if (line.startsWith("#")) {
                comment(line);
            } else {
                sample(line);
            }
        }
        histograms();
        return samples;
    }

    private void comment(String line) {
        Matcher comment = COMMENT.matcher(line);
        check(comment.matches(), "no comment of the format: " + line);
        String name = comment.group(2);
        if (!name.equals(family)) {
            check(!types.containsKey(name) && !helped.contains(name), "family in two pieces: " + name);
            family = name;
        }
        if (comment.group(1).equals("TYPE")) {
            check(SUFFIXES.containsKey(comment.group(3)), "unknown type: " + line);
            check(types.put(name, comment.group(3)) == null, "typed twice: " + name);
        } else {
            check(helped.add(name), "helped twice: " + name);
        }
    }

    private void sample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        check(sample.matches(), "no sample: " + line);
        String type = types.get(family);
        check(type != null, "no type before " + line);
        String name = sample.group(1);
        // Prometheus names a family of counters as its samples; OpenMetrics without the suffix.
        String base = !openMetrics && "counter".equals(type) ? family.replaceFirst("_total$", "") : family;
        check(
                name.startsWith(base) && SUFFIXES.get(type).contains(name.substring(base.length())),
                name + " is no sample of the " + type + " " + family);
        Map<String, String> labels = labels(sample.group(2) == null ? "" : sample.group(2));
        check(seen.add(List.of(name, labels)), "twice: " + line);
        check(name.endsWith("_bucket") == labels.containsKey("le"), "only buckets have le: " + line);
        samples.add(new Sample(name, labels, Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))));
    }

    private Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        int end = 0;
        while (end < text.length() && label.find(end) && label.start() == end) {
            check(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + text);
            end = label.end();
        }
        check(end == text.length(), "no labels: " + text);
        check(!openMetrics || !text.endsWith(","), "a comma too many: " + text);
        return labels;
    }

    /** Buckets grow with their bounds, the last one is +Inf and counts what _count says; _sum is there. */
    private void histograms() {
        Map<List<Object>, TreeMap<Double, Double>> buckets = new HashMap<>();
        Map<List<Object>, Double> values = new HashMap<>();
        for (Sample sample : samples) {
            Map<String, String> labels = new TreeMap<>(sample.labels);
            String le = labels.remove("le");
            values.put(List.of(sample.name, labels), sample.value);
            if (le != null) {
                buckets.computeIfAbsent(List.of(sample.name.replaceFirst("_bucket$", ""), labels), _ -> new TreeMap<>())
                        .put(Double.parseDouble(le.replace("Inf", "Infinity")), sample.value);
            }
        }
        buckets.forEach((series, bounds) -> {
            List<Double> counts = List.copyOf(bounds.values());
            check(counts.equals(counts.stream().sorted().toList()), "buckets shrink: " + series);
            check(bounds.containsKey(Double.POSITIVE_INFINITY), "no bucket +Inf: " + series);
            check(
                    counts.getLast().equals(values.get(List.of(series.get(0) + "_count", series.get(1)))),
                    "count: " + series);
            check(values.containsKey(List.of(series.get(0) + "_sum", series.get(1))), "no sum: " + series);
        });
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
