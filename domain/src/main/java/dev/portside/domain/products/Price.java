package dev.portside.domain.products;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;

/**
 * An exact amount of money, 0 or more, with at most {@value #DECIMALS_MAX} decimals and {@value #DIGITS_MAX} digits before
 * them. Keeps the decimals that were sent, in plain notation: {@code 10.50} stays so, {@code 1e2} is {@code 100}.
 */
public record Price(BigDecimal amount) {
    public static final int DECIMALS_MAX = 4;
    public static final int DIGITS_MAX = 15;

    public Price {
        if (amount.signum() < 0) {
            throw new Invalid("must be 0 or more");
        }
        if (amount.scale() > DECIMALS_MAX) {
            throw new Invalid("must have at most " + DECIMALS_MAX + " decimals");
        }
        // Compared before the number is written out, which 1e999999999 would not survive.
        if ((long) amount.precision() - amount.scale() > DIGITS_MAX) {
            throw new Invalid("must have at most " + DIGITS_MAX + " digits before the decimals");
        }
        amount = amount.scale() < 0 ? amount.setScale(0) : amount;
    }
}
