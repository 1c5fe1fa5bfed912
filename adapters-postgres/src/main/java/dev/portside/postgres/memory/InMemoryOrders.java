package dev.portside.postgres.memory;

import dev.portside.domain.orders.Addition;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.shared.MemoryBudget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Orders in memory: by uid, from the newest, and as they arrived. Reads take no lock. */
public final class InMemoryOrders implements Orders {
    private static final int OVERHEAD_BYTES = 1_000;

    private final Map<OrderUid, Order> byUid = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<OrderPosition, Order> byAge = new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListMap<Long, OrderUid> byArrival = new ConcurrentSkipListMap<>();
    private final MemoryBudget memory;

    public InMemoryOrders(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    public synchronized List<Addition> add(List<Order> orders) {
        Map<OrderUid, Order> added = new LinkedHashMap<>();
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
            byArrival.put((long) byUid.size(), order.uid());
        });
        return additions;
    }

    @Override
    public Optional<Order> find(OrderUid uid) {
        return Optional.ofNullable(byUid.get(uid));
    }

    @Override
    public List<Order> find(List<OrderUid> uids) {
        return uids.stream().map(byUid::get).filter(Objects::nonNull).toList();
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

    @Override
    public List<Arrival> arrivals(long after, int limit) {
        return byArrival.tailMap(after, false).entrySet().stream()
                .limit(limit)
                .map(arrival -> new Arrival(arrival.getKey(), arrival.getValue()))
                .toList();
    }

    @Override
    public long lastArrival() {
        Map.Entry<Long, OrderUid> last = byArrival.lastEntry();
        return last == null ? 0 : last.getKey();
    }

    /** An order's printed form names every member, which makes up for the objects that hold them. */
    private static long weight(Order order) {
        return OVERHEAD_BYTES + 2L * order.toString().length();
    }
}
