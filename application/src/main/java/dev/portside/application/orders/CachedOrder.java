package dev.portside.application.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.OrderPosition;

/** An order in the cache, with the moment of its last use. */
final class CachedOrder {
    private static final int OVERHEAD_BYTES = 500;

    private final OrderPosition position;
    private final ReadyJson json;
    private volatile long usedAt;

    CachedOrder(OrderPosition position, ReadyJson json, long usedAt) {
        this.position = position;
        this.json = json;
        this.usedAt = usedAt;
    }

    OrderPosition position() {
        return position;
    }

    ReadyJson json() {
        return json;
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
        return (long) OVERHEAD_BYTES + json.bytes().length;
    }
}
