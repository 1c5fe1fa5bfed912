package dev.portside.benchmark;

import java.util.Locale;

/** What a figure has to be. It is printed; nothing depends on it, since machines differ. */
record Target(String name, double figure, String bound, boolean reached) {
    static Target atLeast(String name, double figure, double least) {
        return new Target(name, figure, String.format(Locale.ROOT, ">= %.2f", least), figure >= least);
    }

    static Target atMost(String name, double figure, double most) {
        return new Target(name, figure, String.format(Locale.ROOT, "<= %.2f", most), figure <= most);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s: %.3f, target %s: %s", name, figure, bound, reached ? "reached" : "missed");
    }
}
