package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.math.BigInteger;

/** So many tokens per so many microseconds, in lowest terms; both at least 1. */
public record Refill(long tokens, long periodMicros) {
    private static final int DECIMALS_MAX = 6;
    private static final int DIGITS_MAX = 15;

    public Refill {
        if (tokens < 1 || periodMicros < 1) {
            throw new Invalid("a refill needs at least 1 token and 1 microsecond");
        }
        long divisor =
                BigInteger.valueOf(tokens).gcd(BigInteger.valueOf(periodMicros)).longValueExact();
        tokens /= divisor;
        periodMicros /= divisor;
    }

    /** Exactly that many tokens per second; {@link Invalid} for zero or less and for more than 6 decimals. */
    public static Refill perSecond(BigDecimal tokens) {
        BigDecimal plain = tokens.stripTrailingZeros();
        long wholeDigits = (long) plain.precision() - plain.scale();
        boolean fits = plain.scale() <= DECIMALS_MAX && wholeDigits <= DIGITS_MAX - DECIMALS_MAX;
        if (plain.signum() <= 0 || !fits) {
            throw new Invalid(
                    "must be more than 0 and less than 1000000000, with at most " + DECIMALS_MAX + " decimals");
        }
        return new Refill(plain.movePointRight(DECIMALS_MAX).longValueExact(), 1_000_000_000_000L);
    }
}
