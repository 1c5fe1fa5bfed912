package dev.portside.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
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

    /** How many times another's rate the first one's is, round by round: what the machine did then, it did to both. */
    Spread ratio(String other) {
        int index = names.indexOf(other);
        return Spread.of(
                rounds.stream().mapToDouble(rates -> rates[0] / rates[index]).toArray());
    }

    /** The first one's. */
    Spread rate() {
        return rate(0);
    }

    private Spread rate(int index) {
        return Spread.of(rounds.stream().mapToDouble(rates -> rates[index]).toArray());
    }

    /** A Markdown table of all rounds and their medians. */
    String table() {
        StringBuilder table = new StringBuilder("| round |");
        names.forEach(name -> table.append(' ').append(name).append(" |"));
        names.stream().skip(1).forEach(name -> table.append(" to ").append(name).append(" |"));
        table.append("\n| --- |").append(" ---: |".repeat(2 * names.size() - 1)).append('\n');
        for (int i = 0; i < rounds.size(); i++) {
            double[] rates = rounds.get(i);
            double[] ratios =
                    Arrays.stream(rates).skip(1).map(rate -> rates[0] / rate).toArray();
            table.append(row(Integer.toString(i + 1), rates, ratios));
        }
        double[] rates = IntStream.range(0, names.size())
                .mapToDouble(i -> rate(i).median())
                .toArray();
        double[] ratios =
                names.stream().skip(1).mapToDouble(name -> ratio(name).median()).toArray();
        return table.append(row("median", rates, ratios)).toString();
    }

    private static String row(String round, double[] rates, double[] ratios) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |\n").add(round);
        Arrays.stream(rates).forEach(rate -> row.add(String.format(Locale.ROOT, "%,.0f", rate)));
        Arrays.stream(ratios).forEach(ratio -> row.add(String.format(Locale.ROOT, "%.3f", ratio)));
        return row.toString();
    }
}
