package dev.portside.bootstrap.traces;

import dev.portside.domain.orders.Addition;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import java.util.List;
import java.util.Optional;

/** Orders with a span around each batch that is stored. */
record TracedOrders(Orders orders, Spans spans, Messaging messaging) implements Orders {
    @Override
    public List<Addition> add(List<Order> batch) {
        return spans.during(messaging.processing(), () -> orders.add(batch));
    }

    @Override
    public Optional<Order> find(OrderUid uid) {
        return orders.find(uid);
    }

    @Override
    public List<Order> find(List<OrderUid> uids) {
        return orders.find(uids);
    }

    @Override
    public List<Order> newest(Optional<OrderPosition> after, int limit) {
        return orders.newest(after, limit);
    }

    @Override
    public long count() {
        return orders.count();
    }

    @Override
    public List<Arrival> arrivals(long after, int limit) {
        return orders.arrivals(after, limit);
    }

    @Override
    public long lastArrival() {
        return orders.lastArrival();
    }
}
