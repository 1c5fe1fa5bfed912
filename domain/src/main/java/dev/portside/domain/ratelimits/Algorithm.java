package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * How a plan counts. Whatever the algorithm, while its clock goes forward by t in all it admits at most
 * capacity + t x rate, where the rate is what {@link #refillPerSecond} says.
 *
 * <p>Method: whole numbers only, times in microseconds since 1970, before the year 2112. Every product and sum that a rule
 * forms stays below 2^53, so that the same rules are exact in a language that counts in doubles; the constructors refuse
 * numbers for which it would not. Hazard: a clock that is set back must not give tokens. A bucket never looks back past
 * its last change: it waits until the clock is there again, and says so in its retry time.
 */
public sealed interface Algorithm permits TokenBucket, SlidingWindow, Gcra {
    /** Whole numbers up to here have exact doubles. */
    long EXACT_MAX = 1L << 53;

    /** The longest whole number of a structured header field (RFC 9651, 3.3.1) has 15 digits. */
    long CAPACITY_MAX = 999_999_999_999_999L;

    /** The algorithms by their names. */
    enum Kind {
        TOKEN_BUCKET,
        SLIDING_WINDOW,
        GCRA
    }

    Kind kind();

    /** The most tokens that can be taken at once. */
    long capacity();

    /** The time in which a capacity of tokens comes back. */
    long windowMicros();

    /** A bucket from which nothing was taken. */
    Bucket full(long nowMicros);

    /** The tokens that come back in a second, to nine digits. */
    BigDecimal refillPerSecond();

    static void checkCapacity(long capacity) {
        if (capacity < 1 || capacity > CAPACITY_MAX) {
            throw new Invalid("the capacity must be 1 to " + CAPACITY_MAX);
        }
    }

    /** {@code tokens} per {@code micros} as a number per second. */
    static BigDecimal perSecond(long tokens, long micros) {
        BigDecimal rate = BigDecimal.valueOf(tokens)
                .multiply(BigDecimal.valueOf(1_000_000))
                .divide(BigDecimal.valueOf(micros), new MathContext(9))
                .stripTrailingZeros();
        return rate.scale() < 0 ? rate.setScale(0) : rate;
    }
}
