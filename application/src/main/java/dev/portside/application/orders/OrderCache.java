package dev.portside.application.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.shared.Evictable;
import dev.portside.domain.shared.MemoryBudget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The orders that are read most, as JSON ready to be sent. Reads take no lock.
 *
 * <p>Method: each entry is stamped with the number of changes so far when it is read, a write that is saved when the stamp
 * is that already, so that a hot entry is read without contention. When the bytes pass their bound, a sweep sorts a
 * snapshot of the stamps and evicts the least recently used until a tenth of the bound is free: one sort for many
 * insertions. Hazard: stamps change while they are sorted, hence the snapshot.
 */
public final class OrderCache implements Evictable {
    /** A page has this many orders at most; the bytes of the first such page are kept until an order comes or goes. */
    public static final int PAGE_SIZE_MAX = 1000;

    private static final int SWEPT_PART = 10;

    private record Stamped(CachedOrder entry, long usedAt) {}

    private record ReadyPage(OrderPage page, long change) {}

    private final Map<OrderUid, CachedOrder> byUid = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<OrderPosition, CachedOrder> byAge = new ConcurrentSkipListMap<>();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final Object rebuilding = new Object();
    private final long bytesMax;
    private final MemoryBudget memory;
    private final Consumer<Order> arrivals;
    private long bytes;
    private volatile long changes;
    private volatile @Nullable ReadyPage ready;

    /**
     * @param bytesMax of all entries together
     * @param memory told of these bytes, never asked: a cache evicts instead
     * @param arrivals told of each order that {@link #arrived}; fast, and never throws
     */
    public OrderCache(long bytesMax, MemoryBudget memory, Consumer<Order> arrivals) {
        this.bytesMax = bytesMax;
        this.memory = memory;
        this.arrivals = arrivals;
    }

    /** The order's JSON; counts a hit or a miss. */
    public Optional<ReadyJson> find(OrderUid uid) {
        Optional<ReadyJson> hit = hit(uid);
        if (hit.isEmpty()) {
            misses.increment();
        }
        return hit;
    }

    /** The same for who asks somewhere else on a miss, and counts none. */
    public Optional<ReadyJson> hit(OrderUid uid) {
        CachedOrder entry = byUid.get(uid);
        if (entry == null) {
            return Optional.empty();
        }
        hits.increment();
        entry.used(changes);
        return Optional.of(entry.json());
    }

    /** Where a cached order stands; counts nothing. */
    public Optional<OrderPosition> position(OrderUid uid) {
        return Optional.ofNullable(byUid.get(uid)).map(entry -> entry.position());
    }

    /** Keeps the order, evicting others when there is no room; returns its JSON. */
    public ReadyJson put(Order order) {
        CachedOrder known = byUid.get(order.uid());
        if (known != null) {
            return known.json();
        }
        CachedOrder entry = entry(order);
        insertOrEvict(entry);
        return entry.json();
    }

    /** The same for an order that was stored just now: who wants to know is told, once however often it is said. */
    public void arrived(Order order) {
        if (!byUid.containsKey(order.uid()) && insertOrEvict(entry(order))) {
            arrivals.accept(order);
        }
    }

    /** False when it was there already. */
    private synchronized boolean insertOrEvict(CachedOrder entry) {
        boolean inserted = insert(entry);
        if (bytes > bytesMax) {
            sweep(bytesMax - bytesMax / SWEPT_PART);
        }
        changes++;
        return inserted;
    }

    /** Keeps the order if there is room without evicting another one; false when there is none. */
    public boolean offer(Order order) {
        CachedOrder entry = entry(order);
        synchronized (this) {
            if (byUid.containsKey(order.uid())) {
                return true;
            }
            if (bytes + entry.weight() > bytesMax) {
                return false;
            }
            insert(entry);
            changes++;
            return true;
        }
    }

    @Override
    public synchronized void evict(long bytesLess) {
        sweep(bytes - bytesLess);
        changes++;
    }

    private CachedOrder entry(Order order) {
        return new CachedOrder(order, ReadyJson.of(OrderJson.bytes(order)), changes);
    }

    private boolean insert(CachedOrder entry) {
        if (byUid.putIfAbsent(entry.position().uid(), entry) != null) {
            return false;
        }
        byAge.put(entry.position(), entry);
        count(entry.weight());
        return true;
    }

    private void sweep(long target) {
        List<Stamped> leastUsedFirst = byAge.values().stream()
                .map(entry -> new Stamped(entry, entry.usedAt()))
                .sorted(Comparator.comparingLong(Stamped::usedAt)
                        .thenComparing(stamped -> stamped.entry.position(), Comparator.reverseOrder()))
                .toList();
        for (Stamped stamped : leastUsedFirst) {
            if (bytes <= target) {
                return;
            }
            byUid.remove(stamped.entry.position().uid());
            byAge.remove(stamped.entry.position());
            count(-stamped.entry.weight());
        }
    }

    private void count(long added) {
        bytes += added;
        memory.occupy(added);
    }

    /**
     * A page of the cached orders, newest first. A page never misses an order whose {@link #put} has returned.
     *
     * @param limit 1 to {@value #PAGE_SIZE_MAX}
     */
    public OrderPage newest(Optional<OrderPosition> after, int limit) {
        return after.isEmpty() && limit == PAGE_SIZE_MAX ? readyPage() : page(after, limit);
    }

    /**
     * A page of the cached orders that match, newest first. It ends early when {@value OrderSearch#LOOKED_AT_MAX} orders
     * were looked at.
     *
     * @param limit 1 to {@value #PAGE_SIZE_MAX}
     */
    public OrderPage matching(OrderSearch search, Optional<OrderPosition> after, int limit) {
        return OrderPage.matching(olderThan(after), search::matches, limit, OrderSearch.LOOKED_AT_MAX);
    }

    private OrderPage readyPage() {
        ReadyPage known = ready;
        if (known != null && known.change == changes) {
            return known.page;
        }
        synchronized (rebuilding) {
            known = ready;
            // Read before the orders are, so that a page that misses one is not taken for a newer one.
            long change = changes;
            if (known != null && known.change == change) {
                return known.page;
            }
            OrderPage page = page(Optional.empty(), PAGE_SIZE_MAX);
            ready = new ReadyPage(page, change);
            return page;
        }
    }

    private OrderPage page(Optional<OrderPosition> after, int limit) {
        return OrderPage.of(olderThan(after), limit);
    }

    private Iterable<CachedOrder> olderThan(Optional<OrderPosition> after) {
        return after.map(position -> byAge.tailMap(position, false))
                .orElse(byAge)
                .values();
    }

    public int size() {
        return byUid.size();
    }

    public long hits() {
        return hits.sum();
    }

    public long misses() {
        return misses.sum();
    }
}
