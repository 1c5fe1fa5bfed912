package dev.portside.domain.ratelimits;

import java.util.random.RandomGenerator;

/** Algorithms and times from everyday sizes to the edge of what is allowed. */
public final class RandomPlans {
    private final RandomGenerator random;

    public RandomPlans(RandomGenerator random) {
        this.random = random;
    }

    public TokenBucket tokenBucket() {
        Refill refill = new Refill(log(1L << 24), log(1L << 40));
        long room = (Algorithm.EXACT_MAX - 1 - refill.tokens()) / 2 / refill.periodMicros();
        return new TokenBucket(capacity(room), refill);
    }

    public Gcra gcra() {
        long interval = log(1L << 40);
        return new Gcra(capacity((1L << 52) / interval), interval);
    }

    public SlidingWindow slidingWindow() {
        long window = log(1L << 40);
        return new SlidingWindow(capacity((Algorithm.EXACT_MAX - 1) / 3 / window), window);
    }

    /** A time before the year 2112, often one of today. */
    public long time() {
        return random.nextBoolean() ? 1_770_000_000_000_000L + log(1L << 40) : log((1L << 52) - (1L << 44));
    }

    /** One in eight is the largest that is allowed. */
    private long capacity(long max) {
        long bound = Math.min(max, Algorithm.CAPACITY_MAX);
        return random.nextInt(8) == 0 ? bound : log(bound);
    }

    /** 1 to {@code max}, each order of magnitude as often as any other. */
    public long log(long max) {
        int bits = 1 + random.nextInt(64 - Long.numberOfLeadingZeros(max));
        return Math.min(max, Math.max(1, random.nextLong(1L << bits)));
    }
}
