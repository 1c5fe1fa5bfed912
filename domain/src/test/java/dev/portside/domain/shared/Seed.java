package dev.portside.domain.shared;

import java.util.SplittableRandom;

/** Where a random test starts. It is printed, and {@code -Dportside.seed=} replays it. */
public final class Seed {
    private static final String PROPERTY = "portside.seed";

    private Seed() {}

    public static long of(Class<?> test) {
        return of(test.getSimpleName());
    }

    /** @param test what the printed line names */
    static long of(String test) {
        long seed = Long.getLong(PROPERTY, new SplittableRandom().nextLong());
        System.out.println(test + ": replay with -D" + PROPERTY + "=" + seed);
        return seed;
    }
}
