package dev.portside.benchmark;

import java.util.Arrays;

/** The median of some rounds' figures, and the least and the most of them. */
record Spread(double median, double min, double max) {
    /** @param figures of each round, at least one */
    static Spread of(double... figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
}
