package dev.portside.application.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.OrderUid;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/**
 * A page of orders as a ready JSON array.
 *
 * @param last the uid of the page's last order, when older ones follow
 */
public record OrderPage(ReadyJson json, Optional<OrderUid> last) {
    /** A page ends early rather than pass this; it has at least one order. */
    static final int BYTES_MAX = 4 << 20;

    /** The first of these orders, at most {@code limit}. */
    static OrderPage of(Iterable<CachedOrder> orders, int limit) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        array.write('[');
        Optional<OrderUid> last = Optional.empty();
        int count = 0;
        for (CachedOrder order : orders) {
            byte[] json = order.json().bytes();
            if (count == limit || (count > 0 && array.size() + json.length > BYTES_MAX)) {
                return new OrderPage(ended(array), last);
            }
            if (count > 0) {
                array.write(',');
            }
            array.writeBytes(json);
            last = Optional.of(order.position().uid());
            count++;
        }
        return new OrderPage(ended(array), Optional.empty());
    }

    private static ReadyJson ended(ByteArrayOutputStream array) {
        array.write(']');
        return ReadyJson.of(array.toByteArray());
    }
}
