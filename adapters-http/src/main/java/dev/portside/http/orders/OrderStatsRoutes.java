package dev.portside.http.orders;

import dev.portside.application.json.Json;
import dev.portside.application.orders.OrderCache;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.Orders;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code /api/stats}: the cache, the store and the consumer at a glance. */
public final class OrderStatsRoutes {
    private final OrderCache cache;
    private final Orders orders;
    private final OrderFeed feed;
    private final DeadLetters deadLetters;
    private final InstantSource clock;

    public OrderStatsRoutes(
            OrderCache cache, Orders orders, OrderFeed feed, DeadLetters deadLetters, InstantSource clock) {
        this.cache = cache;
        this.orders = orders;
        this.feed = feed;
        this.deadLetters = deadLetters;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(Route.get("/api/stats", this::stats));
    }

    private Answer stats(Call call) {
        ObjectNode stats = Json.object()
                .put("cached", cache.size())
                .put("hits", cache.hits())
                .put("misses", cache.misses())
                .put("stored", orders.count());
        OrderFeed.State consumer = feed.state();
        stats.putObject("consumer")
                .put("connected", consumer.connected())
                .put("pending", consumer.pending())
                .put("oldest_pending_seconds", oldestSeconds(consumer))
                .put("redelivered", consumer.redelivered())
                .put("dead_letters", deadLetters.count(Optional.of(Source.ORDERS)));
        return Answer.ok(stats).header("Cache-Control", "no-store");
    }

    private long oldestSeconds(OrderFeed.State consumer) {
        Instant now = clock.instant();
        // The servers' clock may be ahead.
        return Math.max(
                0, Duration.between(consumer.oldestAt().orElse(now), now).toSeconds());
    }
}
