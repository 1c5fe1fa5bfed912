package dev.portside.application.orders;

import dev.portside.application.json.ReadyJson;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import java.util.Optional;

/** Finds one order: in the cache, else in the store, from where it is cached. */
public final class FindOrder {
    private final OrderCache cache;
    private final Orders orders;

    public FindOrder(OrderCache cache, Orders orders) {
        this.cache = cache;
        this.orders = orders;
    }

    /** The order when it is at hand; asks nobody. */
    public Optional<ReadyJson> cached(OrderUid uid) {
        return cache.hit(uid);
    }

    /** @throws dev.portside.domain.shared.Unavailable when it is not cached and the store is away */
    public Optional<ReadyJson> find(OrderUid uid) {
        Optional<ReadyJson> cached = cache.find(uid);
        return cached.isPresent() ? cached : orders.find(uid).map(cache::put);
    }
}
