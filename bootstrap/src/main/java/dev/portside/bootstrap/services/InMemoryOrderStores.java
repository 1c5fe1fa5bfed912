package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.lifecycle.MemoryDrain;
import dev.portside.domain.shared.Signal;
import dev.portside.nats.memory.InMemoryOrderFeed;
import dev.portside.postgres.memory.InMemoryOrders;
import java.time.Duration;

/** Orders bound to memory. */
final class InMemoryOrderStores implements OrderStores {
    private static final int MESSAGES_MAX = 10_000;

    private final InMemoryOrders orders;
    private final InMemoryOrderFeed feed;

    /** @param wake raised by each new message */
    InMemoryOrderStores(Foundation foundation, Duration ackWait, Signal wake) {
        orders = new InMemoryOrders(foundation.memory());
        feed = new InMemoryOrderFeed(
                MESSAGES_MAX, ackWait, foundation.clock(), foundation.ids(), foundation.memory(), wake);
    }

    @Override
    public Ports ports() {
        return new Ports(orders, feed);
    }

    @Override
    public void drainBeforeSubscriberStops(CloseStack started) {
        started.push(
                "order messages in memory",
                new MemoryDrain("orders", feed::published, () -> feed.state().pending()));
    }
}
