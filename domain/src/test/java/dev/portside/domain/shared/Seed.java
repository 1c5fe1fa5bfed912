package dev.portside.domain.shared;

/** Where a random test starts. It is printed, and a run is repeated with {@code -Dportside.seed=N}. */
public final class Seed {
    private Seed() {}

    public static long of(Class<?> test) {
        long seed = Long.getLong("portside.seed", System.nanoTime());
        System.out.println(test.getSimpleName() + ": -Dportside.seed=" + seed);
        return seed;
    }
}
