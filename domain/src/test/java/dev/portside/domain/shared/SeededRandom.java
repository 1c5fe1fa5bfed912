package dev.portside.domain.shared;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Randomness for tests that can be had again: the seed is printed, and {@code -Dportside.seed=} replays it. */
public final class SeededRandom {
    private static final String PROPERTY = "portside.seed";

    private SeededRandom() {}

    /** @param test what the printed line names */
    public static RandomGenerator of(String test) {
        long seed = Long.getLong(PROPERTY, new SplittableRandom().nextLong());
        System.out.println(test + ": replay with -D" + PROPERTY + "=" + seed);
        return new SplittableRandom(seed);
    }
}
