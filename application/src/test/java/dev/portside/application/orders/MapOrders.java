package dev.portside.application.orders;

import dev.portside.domain.orders.Addition;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.shared.TracedWork;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Orders in a map, which can be away and which one order can break. */
final class MapOrders implements Orders {
    private final TreeMap<OrderPosition, Order> stored = new TreeMap<>();
    private final List<OrderUid> arrived = new ArrayList<>();
    private final List<OrderUid> found = new ArrayList<>();
    private final List<Integer> batches = new ArrayList<>();
    private final List<List<String>> traces = new ArrayList<>();
    private boolean away;
    private Optional<OrderUid> poison = Optional.empty();

    void away(boolean now) {
        away = now;
    }

    void poison(String uid) {
        poison = Optional.of(new OrderUid(uid));
    }

    /** The sizes of the batches that were tried. */
    List<Integer> batches() {
        return batches;
    }

    /** To whom the batches belonged that were tried. */
    List<List<String>> traces() {
        return traces;
    }

    @Override
    public List<Addition> add(List<Order> orders) {
        check();
        batches.add(orders.size());
        traces.add(TracedWork.traceparents());
        if (orders.stream().anyMatch(order -> poison.equals(Optional.of(order.uid())))) {
            throw new IllegalStateException("INSERT INTO orders failed");
        }
        return orders.stream().map(this::add).toList();
    }

    private Addition add(Order order) {
        Optional<Order> before = find(order.uid());
        if (before.isPresent()) {
            return before.get().equals(order) ? new Addition.AlreadyStored() : new Addition.Differs(before.get());
        }
        stored.put(order.position(), order);
        arrived.add(order.uid());
        return new Addition.Added();
    }

    @Override
    public Optional<Order> find(OrderUid uid) {
        check();
        return stored.values().stream().filter(order -> order.uid().equals(uid)).findFirst();
    }

    /** Which orders were asked for together, one list after the other. */
    List<OrderUid> found() {
        return found;
    }

    @Override
    public List<Order> find(List<OrderUid> uids) {
        found.addAll(uids);
        return uids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    @Override
    public List<Arrival> arrivals(long after, int limit) {
        check();
        return LongStream.range(after, Math.min(arrived.size(), after + limit))
                .mapToObj(index -> new Arrival(index + 1, arrived.get((int) index)))
                .toList();
    }

    @Override
    public long lastArrival() {
        check();
        return arrived.size();
    }

    @Override
    public List<Order> newest(Optional<OrderPosition> after, int limit) {
        check();
        return (after.isEmpty() ? stored : stored.tailMap(after.get(), false))
                .values().stream().limit(limit).toList();
    }

    @Override
    public long count() {
        return stored.size();
    }

    private void check() {
        if (away) {
            throw new Unavailable("the store is away", Duration.ofSeconds(1));
        }
    }
}
