package dev.portside.application.orders;

import dev.portside.domain.orders.Order;
import dev.portside.domain.shared.Texts;
import java.util.Locale;

/**
 * Finds orders by a part of their uid, their track number, their customer's id or name, in upper or lower case. Method: one
 * pass over texts that lie ready in the cache. Cost: some 50 ns for each order, hence a bound on how many are looked at.
 *
 * @param text 1 to {@value #LENGTH_MAX} characters
 */
public record OrderSearch(String text) {
    public static final int LENGTH_MAX = 100;

    /** At once; the next page goes on from there. */
    static final int LOOKED_AT_MAX = 100_000;

    /** Between two fields, so that no search matches across them; no text from outside holds it. */
    private static final char SEPARATOR = '\0';

    public OrderSearch {
        text = lower(Texts.bounded(text, 1, LENGTH_MAX));
    }

    /** What the order is found by. */
    static String sought(Order order) {
        return lower(order.uid().value()
                + SEPARATOR
                + order.trackNumber()
                + SEPARATOR
                + order.customerId()
                + SEPARATOR
                + order.delivery().name());
    }

    boolean matches(CachedOrder order) {
        return order.sought().contains(text);
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
