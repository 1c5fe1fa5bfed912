package dev.portside.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rates of two servers, round by round. */
final class Comparison {
    private final String name;
    private final String other;
    private final List<Double> rates = new ArrayList<>();
    private final List<Double> otherRates = new ArrayList<>();

    Comparison(String name, String other) {
        this.name = name;
        this.other = other;
    }

    void add(double rate, double otherRate) {
        rates.add(rate);
        otherRates.add(otherRate);
    }

    /** How many times the other's median rate this one's is. */
    double ratio() {
        return median(rates) / median(otherRates);
    }

    /** A Markdown table of all rounds and their medians. */
    String table() {
        StringBuilder table =
                new StringBuilder("| round | " + name + " | " + other + " | ratio |\n| --- | ---: | ---: | ---: |\n");
        for (int i = 0; i < rates.size(); i++) {
            table.append(row(Integer.toString(i + 1), rates.get(i), otherRates.get(i)));
        }
        return table.append(row("median", median(rates), median(otherRates))).toString();
    }

    private static String row(String round, double rate, double otherRate) {
        return String.format(Locale.ROOT, "| %s | %,.0f | %,.0f | %.3f |%n", round, rate, otherRate, rate / otherRate);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
