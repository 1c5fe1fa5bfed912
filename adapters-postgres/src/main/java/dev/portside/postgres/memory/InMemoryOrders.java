package dev.portside.postgres.memory;

import dev.portside.domain.orders.Addition;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.shared.MemoryBudget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Orders in memory, by uid and from the newest. Reads take no lock. */
public final class InMemoryOrders implements Orders {
    private static final int OVERHEAD_BYTES = 1_000;

    private final Map<OrderUid, Order> byUid = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<OrderPosition, Order> byAge = new ConcurrentSkipListMap<>();
    private final MemoryBudget memory;

    public InMemoryOrders(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    public synchronized List<Addition> add(List<Order> orders) {
        Map<OrderUid, Order> added = new HashMap<>();
        List<Addition> additions = new ArrayList<>();
        for (Order order : orders) {
            Order before = byUid.getOrDefault(order.uid(), added.get(order.uid()));
            if (before == null) {
                added.put(order.uid(), order);
                additions.add(new Addition.Added());
            } else {
                additions.add(before.equals(order) ? new Addition.AlreadyStored() : new Addition.Differs(before));
            }
        }
        memory.reserve(added.values().stream().mapToLong(InMemoryOrders::weight).sum());
        added.values().forEach(order -> {
            byAge.put(order.position(), order);
            byUid.put(order.uid(), order);
        });
        return additions;
    }

    @Override
    public Optional<Order> find(OrderUid uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    @Override
    public List<Order> newest(Optional<OrderPosition> after, int limit) {
        Map<OrderPosition, Order> rest = after.isEmpty() ? byAge : byAge.tailMap(after.get(), false);
        return rest.values().stream().limit(limit).toList();
    }

    @Override
    public long count() {
        return byUid.size();
    }

    /** An order's printed form names every member, which makes up for the objects that hold them. */
    private static long weight(Order order) {
        return OVERHEAD_BYTES + 2L * order.toString().length();
    }
}
