package dev.portside.domain.orders;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;

/**
 * An amount of money, exact: 0 to {@link #MAX} with at most {@value #DECIMALS_MAX} decimals. Equal amounts are equal values,
 * however many zeros they were written with.
 */
public record Amount(BigDecimal value) {
    public static final BigDecimal MAX = new BigDecimal("999999999999999");
    public static final int DECIMALS_MAX = 4;

    public Amount {
        if (value.signum() < 0 || value.compareTo(MAX) > 0) {
            throw new Invalid("must be 0 to " + MAX);
        }
        value = value.stripTrailingZeros();
        if (value.scale() > DECIMALS_MAX) {
            throw new Invalid("must have at most " + DECIMALS_MAX + " decimals");
        }
        value = value.setScale(Math.max(0, value.scale()));
    }

    public static Amount of(String value) {
        return new Amount(new BigDecimal(value));
    }
}
