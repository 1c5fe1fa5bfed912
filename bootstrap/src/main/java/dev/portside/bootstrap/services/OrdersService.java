package dev.portside.bootstrap.services;

import dev.portside.application.orders.FindOrder;
import dev.portside.application.orders.FollowOrders;
import dev.portside.application.orders.ListOrders;
import dev.portside.application.orders.OrderCache;
import dev.portside.application.orders.PlaceOrders;
import dev.portside.application.orders.RequeuedOrders;
import dev.portside.application.orders.WarmOrderCache;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.log.Backlog;
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
import dev.portside.http.orders.OrderSummary;
import dev.portside.http.orders.TestOrderRoutes;
import dev.portside.nats.OrderReader;
import dev.portside.nats.OrderSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** The orders service: taking, caching and reading orders, whatever they are bound to. */
public final class OrdersService implements Service {
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final Duration STILL_WORKING_INTERVAL = ACK_WAIT.dividedBy(3);

    /** How old the list may be with regard to orders that other instances stored. */
    private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(500);

    /** The cache takes at most this part of the memory for stored data. */
    private static final int CACHE_PART = 4;

    /** A step of the subscriber waits for messages itself. */
    private static final Duration SUBSCRIBER_IDLE_MAX = Duration.ofMillis(1);

    private static final Duration WARMER_IDLE_MAX = Duration.ofHours(1);

    private final Signal wakeSubscriber = new Signal();
    private final Foundation foundation;
    private final Settings settings;
    private final FlowMeter meter;
    private final OrderStores stores;
    private final Orders orders;
    private final OrderFeed feed;
    private final OrderCache cache;
    private final WarmOrderCache warm;

    /** Whether orders are read here, so that the cache is kept full. */
    private final boolean read;

    public OrdersService(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.settings();
        this.meter = foundation.meters().flow(name(), PlaceOrders.KINDS);
        this.stores = foundation
                .backends()
                .<OrderStores>map(backends -> new PostgresOrderStores(foundation, backends, ACK_WAIT))
                .orElseGet(() -> new InMemoryOrderStores(foundation, ACK_WAIT, wakeSubscriber));
        this.orders = stores.ports().orders();
        this.feed = stores.ports().feed();
        MemoryBudget memory = foundation.memory();
        this.cache = new OrderCache(
                memory.bytesMax() / CACHE_PART,
                memory,
                order -> foundation.live().publish("order", OrderSummary.bytes(order)));
        this.warm = new WarmOrderCache(orders, cache);
        this.read = settings.roles().contains(Role.API);
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public boolean warm() {
        return !read || warm.done();
    }

    @Override
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new OrderRoutes(new ListOrders(cache, orders), new FindOrder(cache, orders)).routes());
        routes.addAll(new OrderStatsRoutes(cache, orders, feed, foundation.deadLetters(), foundation.clock()).routes());
        if (settings.testEndpoints()) {
            routes.addAll(new TestOrderRoutes(foundation.traces().feed(settings.nats(), feed)).routes());
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

    private FlowBacklog backlog() {
        OrderFeed.State consumer = feed.state();
        return FlowBacklog.of(new Backlog(consumer.pending(), consumer.oldestAt()), foundation.clock());
    }

    @Override
    public ComponentHealth health() {
        Map<String, Object> details = new TreeMap<>();
        details.put("backend", stores.durable() ? "postgres" : "memory");
        details.put("cache_warm", warm());
        details.put("cached", cache.size());
        boolean answering = stores.tellHealth(details);
        OrderFeed.State consumer = feed.state();
        details.put("consumer_connected", consumer.connected());
        details.put("pending", consumer.pending());
        details.put("oldest_pending_seconds", backlog().oldest().toSeconds());
        return new ComponentHealth(name(), answering && warm() && consumer.connected(), details);
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        foundation.meters().cache(name(), cache::hits, cache::misses);
        foundation.meters().backlog(name(), this::backlog);
        stores.startKeeping(started);
        if (read) {
            startReading(started);
        }
        if (roles.contains(Role.ORDERS)) {
            startSubscriber(started);
        }
    }

    private void startReading(CloseStack started) {
        if (stores.durable()) {
            startFollowing(started);
        }
        startWarming(started);
    }

    /** Other instances may store orders too; from before the cache is filled, so that none is missed. */
    private void startFollowing(CloseStack started) {
        FollowOrders follow = new FollowOrders(orders, cache);
        boolean _ = follow.runOnce();
        started.push(
                "orders of other instances",
                Worker.start("order-follower", follow::runOnce, new Signal(), FOLLOW_INTERVAL));
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
                foundation.traces().orders(settings.nats(), orders),
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
        started.push(
                "order heartbeat",
                Worker.start("order-heartbeat", subscriber::tellWorking, new Signal(), STILL_WORKING_INTERVAL));
        stores.drainBeforeSubscriberStops(started);
    }
}
