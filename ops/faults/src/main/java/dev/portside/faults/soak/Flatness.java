package dev.portside.faults.soak;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether something that was sampled again and again stays as it is.
 *
 * <p>Method: the first fifth of the time is left out, in which caches fill and code is compiled. Of the rest, the median of
 * the last third may exceed that of the first third by the tolerance. Medians, since what single samples catch, such as a
 * reconnect, is no leak; and no slope, whose tolerance would depend on how long one looks. What it shows is Theil-Sen's, the
 * median of the slopes between all pairs, for the reader alone.
 */
public record Flatness(String life, Held held, double first, double last, double slopePerHour, int samples) {
    private static final double WARM_UP_PART = 0.2;
    private static final int SAMPLES_MIN = 6;
    private static final int PAIRS_OF = 300;
    private static final double SECONDS_PER_HOUR = 3_600;

    /** @param samples of one life, in order */
    static Flatness of(String life, Held held, List<Sample> samples) {
        if (samples.isEmpty()) {
            return new Flatness(life, held, 0, 0, 0, 0);
        }
        double from = samples.getFirst().at();
        double begin = from + WARM_UP_PART * (samples.getLast().at() - from);
        List<Sample> warm =
                samples.stream().filter(sample -> sample.at() >= begin).toList();
        int third = Math.max(1, warm.size() / 3);
        return new Flatness(
                life,
                held,
                median(values(warm.subList(0, third))),
                median(values(warm.subList(warm.size() - third, warm.size()))),
                slope(warm) * SECONDS_PER_HOUR,
                warm.size());
    }

    private static List<Double> values(List<Sample> samples) {
        return samples.stream().map(Sample::value).toList();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static double slope(List<Sample> samples) {
        int step = Math.max(1, samples.size() / PAIRS_OF);
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += step) {
            for (int j = i + step; j < samples.size(); j += step) {
                double time = samples.get(j).at() - samples.get(i).at();
                slopes.add((samples.get(j).value() - samples.get(i).value()) / time);
            }
        }
        return slopes.isEmpty() ? 0 : median(slopes);
    }

    /** Whether there are enough samples to say anything. */
    boolean judged() {
        return samples >= SAMPLES_MIN;
    }

    boolean flat() {
        return last - first <= held.toleranceAt(first);
    }

    @Override
    public String toString() {
        return "%s: %s %.1f at first, %.1f at last (%.1f more are allowed; %+.1f an hour)"
                .formatted(life, held.title(), first, last, held.toleranceAt(first), slopePerHour);
    }
}
