package dev.portside.application.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.OrderUid;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A page of orders as a ready JSON array.
 *
 * @param last the uid of the last order that was looked at, when older ones follow: the page's last one, unless a search
 *     went on after it
 */
public record OrderPage(ReadyJson json, Optional<OrderUid> last) {
    /** A page ends early rather than pass this; it has at least one order. */
    static final int BYTES_MAX = 4 << 20;

    /** The first of these orders, at most {@code limit}. */
    static OrderPage of(Iterable<CachedOrder> orders, int limit) {
        return matching(orders, _ -> true, limit, Integer.MAX_VALUE);
    }

    /** The first of these orders that match, at most {@code limit}, among the first {@code lookedAtMax}. */
    static OrderPage matching(
            Iterable<CachedOrder> orders, Predicate<CachedOrder> matches, int limit, int lookedAtMax) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        Optional<OrderUid> last = Optional.empty();
        int count = 0;
        int lookedAt = 0;
        for (CachedOrder order : orders) {
            if (lookedAt++ == lookedAtMax) {
                return new OrderPage(ended(array), last);
            }
            if (matches.test(order)) {
                byte[] json = order.json().bytes();
                if (count == limit || (count > 0 && array.size() + json.length > BYTES_MAX)) {
                    return new OrderPage(ended(array), last);
                }
                if (count++ > 0) {
                    array.write(',');
                }
                array.writeBytes(json);
            }
            last = Optional.of(order.position().uid());
        }
        return new OrderPage(ended(array), Optional.empty());
    }

    private static ReadyJson ended(ByteArrayOutputStream array) {
        array.write(']');
        return ReadyJson.of(array.toByteArray());
    }
}
