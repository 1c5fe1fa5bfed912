package dev.portside.benchmark;

import java.util.Locale;

/**
 * What was measured, and what it has to be.
 *
 * @param row in words, with the unit at its end unless it is a ratio
 * @param required in words; empty when nothing is asked of it
 */
record Figure(String row, String required, Spread measured, boolean met) {
    static Figure atLeast(String row, Spread measured, double least) {
        return new Figure(row, ">= " + spoken(least), measured, measured.median() >= least);
    }

    static Figure atMost(String row, Spread measured, double most) {
        return new Figure(row, "<= " + spoken(most), measured, measured.median() <= most);
    }

    /** Of which nothing is asked. */
    static Figure told(String row, Spread measured) {
        return new Figure(row, "", measured, true);
    }

    boolean isAsked() {
        return !required.isEmpty();
    }

    /** A line of a Markdown table: with what is required and whether it is met, when it is asked. */
    String tableRow() {
        String median = spoken(measured.median());
        return isAsked()
                ? "| %s | %s | %s | %s | %s |%n".formatted(row, required, median, rounds(), met ? "yes" : "**no**")
                : "| %s | %s | %s |%n".formatted(row, median, rounds());
    }

    @Override
    public String toString() {
        String asked = isAsked() ? "; required %s: %s".formatted(required, met ? "met" : "missed") : "";
        return "%s: %s (%s)%s".formatted(row, spoken(measured.median()), rounds(), asked);
    }

    private String rounds() {
        String least = spoken(measured.min());
        String most = spoken(measured.max());
        return least.equals(most) ? least : least + " to " + most;
    }

    /** With as many digits as mean something. */
    private static String spoken(double figure) {
        double size = Math.abs(figure);
        String form = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 0.1 ? "%.2f" : "%.4f";
        return String.format(Locale.ROOT, form, figure);
    }
}
