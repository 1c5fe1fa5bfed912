package dev.portside.application.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;

/** An order in the cache, with what it is found by and the moment of its last use. */
final class CachedOrder {
    private static final int OVERHEAD_BYTES = 500;

    private final OrderPosition position;
    private final ReadyJson json;
    private final String sought;
    private volatile long usedAt;

    CachedOrder(Order order, ReadyJson json, long usedAt) {
        this.position = order.position();
        this.json = json;
        this.sought = OrderSearch.sought(order);
        this.usedAt = usedAt;
    }

    OrderPosition position() {
        return position;
    }

    ReadyJson json() {
        return json;
    }

    /** What {@link OrderSearch} looks at. */
    String sought() {
        return sought;
    }

    long usedAt() {
        return usedAt;
    }

    void used(long now) {
        if (usedAt != now) {
            usedAt = now;
        }
    }

    /** The bytes that it takes, about. */
    long weight() {
        return (long) OVERHEAD_BYTES + json.bytes().length + sought.length();
    }
}
