package dev.portside.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Rates round by round: of the first, and of those that it is compared with. */
final class Comparison {
    private final List<String> names;
    private final List<double[]> rounds = new ArrayList<>();

    Comparison(String... names) {
        this.names = List.of(names);
    }

    /** One rate for each name. */
    void add(double... rates) {
        rounds.add(rates.clone());
    }

    /** How many times another's median rate the first one's is. */
    double ratio(String other) {
        double[] medians = medians();
        return medians[0] / medians[names.indexOf(other)];
    }

    /** The first one's. */
    double median() {
        return medians()[0];
    }

    /** A Markdown table of all rounds and their medians. */
    String table() {
        StringBuilder table = new StringBuilder("| round |");
        names.forEach(name -> table.append(' ').append(name).append(" |"));
        names.stream().skip(1).forEach(name -> table.append(" to ").append(name).append(" |"));
        table.append("\n| --- |").append(" ---: |".repeat(2 * names.size() - 1)).append('\n');
        for (int i = 0; i < rounds.size(); i++) {
            table.append(row(Integer.toString(i + 1), rounds.get(i)));
        }
        return table.append(row("median", medians())).toString();
    }

    private static String row(String round, double[] rates) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |\n").add(round);
        Arrays.stream(rates).forEach(rate -> row.add(String.format(Locale.ROOT, "%,.0f", rate)));
        Arrays.stream(rates).skip(1).forEach(rate -> row.add(String.format(Locale.ROOT, "%.3f", rates[0] / rate)));
        return row.toString();
    }

    private double[] medians() {
        return IntStream.range(0, names.size())
                .mapToDouble(i -> median(rounds.stream().mapToDouble(rates -> rates[i])))
                .toArray();
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
