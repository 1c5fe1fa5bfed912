package dev.portside.application.orders;

import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import java.util.Optional;

/** Lists the cached orders, newest first. */
public final class ListOrders {
    private final OrderCache cache;
    private final Orders orders;

    public ListOrders(OrderCache cache, Orders orders) {
        this.cache = cache;
        this.orders = orders;
    }

    /**
     * A page of the cached orders.
     *
     * @param search only those that match; empty for all
     * @param after the uid of the last order that the page before looked at, which may have left the cache since
     * @param limit 1 to {@value OrderCache#PAGE_SIZE_MAX}
     * @return empty when there is no order {@code after}
     * @throws dev.portside.domain.shared.Unavailable when that order is not cached and the store is away
     */
    public Optional<OrderPage> list(Optional<OrderSearch> search, Optional<OrderUid> after, int limit) {
        if (after.isEmpty()) {
            return Optional.of(page(search, Optional.empty(), limit));
        }
        Optional<OrderPosition> position =
                cache.position(after.get()).or(() -> orders.find(after.get()).map(Order::position));
        return position.map(known -> page(search, Optional.of(known), limit));
    }

    private OrderPage page(Optional<OrderSearch> search, Optional<OrderPosition> after, int limit) {
        return search.map(wanted -> cache.matching(wanted, after, limit)).orElseGet(() -> cache.newest(after, limit));
    }
}
