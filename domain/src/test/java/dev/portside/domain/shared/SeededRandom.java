package dev.portside.domain.shared;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Randomness for tests that can be had again from its {@link Seed}. */
public final class SeededRandom {
    private SeededRandom() {}

    /** @param test what the printed line names */
    public static RandomGenerator of(String test) {
        return new SplittableRandom(Seed.of(test));
    }
}
