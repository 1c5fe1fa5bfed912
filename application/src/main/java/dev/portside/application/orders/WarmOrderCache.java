package dev.portside.application.orders;

import static java.lang.System.Logger.Level.INFO;

import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.Orders;
import java.util.List;
import java.util.Optional;

/** Fills the cache from the store, newest first, until all orders are in or there is no more room. */
public final class WarmOrderCache {
    private static final System.Logger LOG = System.getLogger(WarmOrderCache.class.getName());
    private static final int LOGGED_EVERY = 20_000;

    private final Orders orders;
    private final OrderCache cache;
    private Optional<OrderPosition> last = Optional.empty();
    private long read;
    private volatile boolean done;

    public WarmOrderCache(Orders orders, OrderCache cache) {
        this.orders = orders;
        this.cache = cache;
    }

    /** Whether the cache is as full as it gets. */
    public boolean done() {
        return done;
    }

    /**
     * Reads one page into the cache, by one thread at a time.
     *
     * @return whether there is more to read
     * @throws dev.portside.domain.shared.Unavailable when the store is away; the next call goes on where this one stopped
     */
    public boolean runOnce() {
        if (done) {
            return false;
        }
        List<Order> page = orders.newest(last, Orders.PAGE_SIZE_MAX);
        for (Order order : page) {
            if (!cache.offer(order)) {
                return finished("the cache is full with the newest " + read + " of " + orders.count() + " orders");
            }
            last = Optional.of(order.position());
            read++;
            if (read % LOGGED_EVERY == 0) {
                LOG.log(INFO, () -> "order cache: " + read + " of " + orders.count() + " orders so far");
            }
        }
        if (page.size() == Orders.PAGE_SIZE_MAX) {
            return true;
        }
        if (read > 0) {
            return finished("all " + read + " orders are cached");
        }
        done = true;
        return false;
    }

    private boolean finished(String how) {
        LOG.log(INFO, () -> "order cache: " + how);
        done = true;
        return false;
    }
}
