package dev.portside.domain.orders;

import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Texts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;

/**
 * The rules of an order's members. Whoever reads a member from outside applies its rule there, to say where the fault is;
 * the values apply them again when they are made.
 */
public final class OrderRules {
    public static final int TEXT_LENGTH_MAX = 1000;

    /** The largest whole number that every reader of JSON keeps exactly. */
    public static final long NUMBER_MAX = (1L << 53) - 1;

    public static final int PERCENT_MAX = 100;

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private OrderRules() {}

    /** A text, possibly empty. */
    public static String text(String text) {
        return Texts.bounded(text, 0, TEXT_LENGTH_MAX);
    }

    static void texts(String... texts) {
        for (String text : texts) {
            text(text);
        }
    }

    static void number(long number, long max) {
        if (number < 0 || number > max) {
            throw new Invalid("must be 0 to " + max);
        }
    }

    /** A point in time between the years 1970 and 9999, cut to the microseconds that every store keeps. */
    public static Instant time(Instant time) {
        if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
            throw new Invalid("must be between the years 1970 and 9999");
        }
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    /** The last second that {@link #time} allows, counted from 1970. */
    public static long epochSecondMax() {
        return LATEST.getEpochSecond();
    }

    /** A currency by its code in ISO 4217. */
    public static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException _) {
            throw new Invalid("must be a currency code of ISO 4217, such as USD");
        }
    }
}
