package dev.portside.bootstrap.services;

import dev.portside.application.orders.FindOrder;
import dev.portside.application.orders.ListOrders;
import dev.portside.application.orders.OrderCache;
import dev.portside.application.orders.PlaceOrders;
import dev.portside.application.orders.RequeuedOrders;
import dev.portside.application.orders.WarmOrderCache;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.lifecycle.MemoryDrain;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.Evictable;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.http.Route;
import dev.portside.http.orders.OrderRoutes;
import dev.portside.http.orders.OrderStatsRoutes;
import dev.portside.http.orders.TestOrderRoutes;
import dev.portside.nats.OrderReader;
import dev.portside.nats.OrderSubscriber;
import dev.portside.nats.memory.InMemoryOrderFeed;
import dev.portside.postgres.memory.InMemoryOrders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** The orders service, bound to memory. */
public final class OrdersService implements Service {
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final int MESSAGES_MAX = 10_000;

    /** The cache takes at most this part of the memory for stored data. */
    private static final int CACHE_PART = 4;

    /** A step of the subscriber waits for messages itself. */
    private static final Duration SUBSCRIBER_IDLE_MAX = Duration.ofMillis(1);

    private static final Duration WARMER_IDLE_MAX = Duration.ofHours(1);

    private final Signal wakeSubscriber = new Signal();
    private final Foundation foundation;
    private final Settings settings;
    private final FlowMeter meter;
    private final Orders orders;
    private final InMemoryOrderFeed feed;
    private final OrderCache cache;
    private final WarmOrderCache warm;

    public OrdersService(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.settings();
        this.meter = foundation.meters().flow(name());
        MemoryBudget memory = foundation.memory();
        this.orders = new InMemoryOrders(memory);
        this.feed = new InMemoryOrderFeed(
                MESSAGES_MAX, ACK_WAIT, foundation.clock(), foundation.ids(), memory, wakeSubscriber);
        this.cache = new OrderCache(memory.bytesMax() / CACHE_PART, memory);
        this.warm = new WarmOrderCache(orders, cache);
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new OrderRoutes(new ListOrders(cache, orders), new FindOrder(cache, orders)).routes());
        routes.addAll(new OrderStatsRoutes(cache, orders, feed, foundation.deadLetters()).routes());
        if (settings.testEndpoints()) {
            routes.addAll(new TestOrderRoutes(feed).routes());
        }
        return routes;
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new RequeuedOrders(feed));
    }

    @Override
    public Optional<Evictable> cache() {
        return Optional.of(cache);
    }

    @Override
    public ComponentHealth health() {
        OrderFeed.State consumer = feed.state();
        return new ComponentHealth(
                name(),
                warm.done() && consumer.connected(),
                Map.of(
                        "backend", "memory",
                        "cache_warm", warm.done(),
                        "cached", cache.size(),
                        "consumer_connected", consumer.connected(),
                        "pending", consumer.pending()));
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        foundation.meters().pending(name(), this::pending);
        startWarming(started);
        if (roles.contains(Role.ORDERS)) {
            startSubscriber(started);
        }
    }

    private long pending() {
        return feed.state().pending();
    }

    private void startWarming(CloseStack started) {
        // The first page is read before anything else starts, so that a small store is cached when the first call
        // comes.
        warm.runOnce();
        started.push(
                "order cache warmer", Worker.start("order-cache-warmer", warm::runOnce, new Signal(), WARMER_IDLE_MAX));
    }

    private void startSubscriber(CloseStack started) {
        PlaceOrders place = new PlaceOrders(
                OrderReader::read,
                orders,
                cache,
                foundation.deadLetters(),
                settings.retry().retriesMax(),
                settings.retry().backoff(),
                meter,
                foundation.clock(),
                new Random());
        OrderSubscriber subscriber = new OrderSubscriber(feed, place);
        started.push(
                "order subscriber",
                Worker.start("order-subscriber", subscriber::runOnce, wakeSubscriber, SUBSCRIBER_IDLE_MAX));
        started.push("order messages in memory", new MemoryDrain("orders", feed::published, this::pending));
    }
}
