package dev.portside.domain.ratelimits;

import java.math.BigInteger;

/** An exact fraction of any size, for models. */
record Ratio(BigInteger above, BigInteger below) implements Comparable<Ratio> {
    static final Ratio ZERO = of(0);

    static Ratio of(long number) {
        return of(number, 1);
    }

    static Ratio of(long above, long below) {
        return new Ratio(BigInteger.valueOf(above), BigInteger.valueOf(below));
    }

    Ratio plus(Ratio other) {
        return below.equals(other.below)
                ? new Ratio(above.add(other.above), below)
                : new Ratio(above.multiply(other.below).add(other.above.multiply(below)), below.multiply(other.below));
    }

    Ratio minus(Ratio other) {
        return plus(new Ratio(other.above.negate(), other.below));
    }

    Ratio times(long number) {
        return new Ratio(above.multiply(BigInteger.valueOf(number)), below);
    }

    Ratio max(Ratio other) {
        return compareTo(other) >= 0 ? this : other;
    }

    Ratio min(Ratio other) {
        return compareTo(other) <= 0 ? this : other;
    }

    boolean atMost(Ratio other) {
        return compareTo(other) <= 0;
    }

    /** The whole part of a fraction that is not negative. */
    long floor() {
        return above.divide(below).longValueExact();
    }

    @Override
    public int compareTo(Ratio other) {
        return above.multiply(other.below).compareTo(other.above.multiply(below));
    }
}
