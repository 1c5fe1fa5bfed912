package dev.portside.bootstrap.services;

import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.NatsSettings;
import dev.portside.domain.orders.Orders;
import dev.portside.domain.shared.Signal;
import dev.portside.nats.NatsCluster;
import dev.portside.nats.NatsOrderFeed;
import dev.portside.nats.OrderStream;
import dev.portside.postgres.orders.PostgresOrders;
import java.time.Duration;
import java.util.Map;

/** Orders bound to PostgreSQL and NATS. While NATS is away orders are read, while PostgreSQL is away cached ones are. */
final class PostgresOrderStores implements OrderStores {
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Databases databases;
    private final NatsCluster nats;
    private final Orders orders;
    private final NatsOrderFeed feed;

    PostgresOrderStores(Foundation foundation, Backends backends, Duration ackWait) {
        this.databases = backends.databases();
        this.nats = backends.nats();
        this.orders = new PostgresOrders(databases.main());
        NatsSettings settings = foundation.settings().nats();
        this.feed = new NatsOrderFeed(
                nats, new OrderStream(settings.stream(), settings.subject(), settings.durable(), ackWait));
    }

    @Override
    public Ports ports() {
        return new Ports(orders, feed);
    }

    @Override
    public boolean durable() {
        return true;
    }

    @Override
    public Map<String, Boolean> backends() {
        return Map.of("main_database", databases.main().answers(), "nats", nats.answers());
    }

    @Override
    public void startKeeping(CloseStack started) {
        started.push("order feed", feed);
        started.push("order feed's state", Worker.start("order-feed-state", feed::look, new Signal(), LOOK_INTERVAL));
    }
}
