package dev.portside.benchmark;

import java.util.Arrays;
import java.util.Locale;

/**
 * Tasks that were accepted and applied.
 *
 * @param acceptNanos from the first task's call to the last one's answer
 * @param applyNanos from the first task's call to the last one's effect
 */
record Throughput(long accepted, long acceptNanos, long applied, long applyNanos) {
    /** @throws IllegalStateException when not all that was accepted took effect, once */
    Throughput {
        if (applied != accepted) {
            throw new IllegalStateException(
                    String.format(Locale.ROOT, "%,d tasks were accepted, but %,d took effect", accepted, applied));
        }
    }

    double acceptedPerSecond() {
        return accepted * 1e9 / acceptNanos;
    }

    double appliedPerSecond() {
        return applied * 1e9 / applyNanos;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "accepted %,d (%,.0f/s), applied all (%,.0f/s)",
                accepted,
                acceptedPerSecond(),
                appliedPerSecond());
    }

    /** For {@link #parse}. */
    String toText() {
        return "%d %d %d %d".formatted(accepted, acceptNanos, applied, applyNanos);
    }

    static Throughput parse(String text) {
        long[] numbers =
                Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Throughput(numbers[0], numbers[1], numbers[2], numbers[3]);
    }
}
