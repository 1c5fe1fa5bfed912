package dev.portside.domain.orders;

import java.util.List;
import java.util.Optional;

/** The stored orders. An order never changes and is never removed. Thread-safe. */
public interface Orders {
    int PAGE_SIZE_MAX = 1000;

    /**
     * Stores the orders with all their parts in one transaction: when one of them cannot be stored, none is. Safe to
     * repeat. Orders of one list see those before them.
     *
     * @return one answer per order, in the same order
     * @throws dev.portside.domain.shared.Unavailable when the store is away or full; every order may be tried again
     */
    List<Addition> add(List<Order> orders);

    /** @throws dev.portside.domain.shared.Unavailable when the store is away */
    Optional<Order> find(OrderUid uid);

    /**
     * Those of these orders that are stored, in any order.
     *
     * @param uids at most {@value #PAGE_SIZE_MAX}
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    List<Order> find(List<OrderUid> uids);

    /**
     * A page of the orders, newest first (see {@link OrderPosition}). Its cost does not grow with the pages before it.
     *
     * @param after the position of the last order of the page before; empty for the first page
     * @param limit 1 to {@value #PAGE_SIZE_MAX}
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    List<Order> newest(Optional<OrderPosition> after, int limit);

    /**
     * How many orders are stored.
     *
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    long count();

    /**
     * Orders in the sequence in which they were stored, by whatever instance: once an arrival was seen here, none with a
     * lower number comes later. Numbers may have gaps.
     *
     * @param after the number of the last arrival that is known, or 0
     * @param limit 1 to {@value #PAGE_SIZE_MAX}
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    List<Arrival> arrivals(long after, int limit);

    /**
     * The number of the last arrival, or a higher one that no arrival has.
     *
     * @throws dev.portside.domain.shared.Unavailable when the store is away
     */
    long lastArrival();

    /** @param number of this arrival, 1 or more */
    record Arrival(long number, OrderUid uid) {}
}
