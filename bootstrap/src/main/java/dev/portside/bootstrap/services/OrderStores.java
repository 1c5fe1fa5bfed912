package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.Orders;

/** What the orders service is bound to: a store and a feed, and what keeps them going. */
interface OrderStores extends Stores {
    /** The ports, bound. */
    record Ports(Orders orders, OrderFeed feed) {}

    Ports ports();

    /** Starts what keeps the stores going, before any work. */
    default void startKeeping(CloseStack started) {}

    /** Pushes what waits at the stop before the subscriber ends, for messages that nobody could take later. */
    default void drainBeforeSubscriberStops(CloseStack started) {}
}
