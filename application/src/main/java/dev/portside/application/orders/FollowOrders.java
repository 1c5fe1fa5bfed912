package dev.portside.application.orders;

import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import java.util.List;
import java.util.OptionalLong;

/**
 * Brings orders that other instances stored into this instance's cache, so that its list is never older than the time
 * between two runs. An order never changes, hence there is nothing to take out or to refresh.
 */
public final class FollowOrders {
    private final Orders orders;
    private final OrderCache cache;
    private OptionalLong seen = OptionalLong.empty();

    public FollowOrders(Orders orders, OrderCache cache) {
        this.orders = orders;
        this.cache = cache;
    }

    /**
     * Takes one page of arrivals, by one thread at a time. The first run only notes where they stand; orders from before
     * it are found by a {@link WarmOrderCache} that begins later.
     *
     * @return whether more may wait
     * @throws dev.portside.domain.shared.Unavailable when the store is away; the next run goes on where this one stopped
     */
    public boolean runOnce() {
        if (seen.isEmpty()) {
            seen = OptionalLong.of(orders.lastArrival());
            return false;
        }
        List<Orders.Arrival> page = orders.arrivals(seen.getAsLong(), Orders.PAGE_SIZE_MAX);
        List<OrderUid> missing = page.stream()
                .map(Orders.Arrival::uid)
                .filter(uid -> cache.position(uid).isEmpty())
                .toList();
        orders.find(missing).forEach(cache::arrived);
        if (!page.isEmpty()) {
            seen = OptionalLong.of(page.getLast().number());
        }
        return page.size() == Orders.PAGE_SIZE_MAX;
    }
}
