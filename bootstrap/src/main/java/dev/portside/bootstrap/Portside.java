package dev.portside.bootstrap;

import com.fasterxml.uuid.Generators;
import dev.portside.application.deadletters.RequeueDeadLetters;
import dev.portside.application.shared.RelieveMemory;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.domain.tasks.TaskWaiters;
import dev.portside.http.HttpServer;
import dev.portside.http.Route;
import dev.portside.http.deadletters.DeadLetterRoutes;
import dev.portside.http.documents.DocumentRoutes;
import dev.portside.http.page.PageRoutes;
import dev.portside.http.tasks.TaskRoutes;
import dev.portside.kafka.memory.TopicRecord;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** The running service. Everything is made here, top to bottom in start order, and closed in reverse. */
public final class Portside implements AutoCloseable {
    private final CloseStack started = new CloseStack();
    private final TaskWaiters waiters = new TaskWaiters();
    private final Monitoring monitoring = new Monitoring(started);
    private final Duration shutdownTimeout;
    private final List<Route> routes = new ArrayList<>();
    private final Optional<String> startToken;
    private final UsersService users;
    private final HttpServer server;

    private Portside(Settings settings) {
        HttpServer.requireFree(settings.http());
        this.shutdownTimeout = settings.shutdownTimeout();
        InstantSource clock = InstantSource.system();
        Supplier<UUID> ids = Generators.timeBasedEpochGenerator()::generate;
        Signal memoryRefused = new Signal();
        MemoryBudget memory = new MemoryBudget(settings.memory().bytesMax(), memoryRefused::raise);
        InMemoryDeadLetters deadLetters = new InMemoryDeadLetters(memory);
        AccessService access = new AccessService(settings, clock);
        startToken = access.startToken();

        RateLimitsService rateLimits = new RateLimitsService(settings, clock, memory, monitoring::limits);
        rateLimits.startSweeper(started);
        RecordsService records =
                new RecordsService(settings, clock, ids, memory, deadLetters, waiters, monitoring.flow("records"));
        if (settings.roles().contains(Role.INBOX)) {
            records.startWorkers(started);
        }
        ProductsService products =
                new ProductsService(settings, clock, ids, memory, deadLetters, monitoring.flow("products"));
        if (settings.roles().contains(Role.PRODUCTS)) {
            products.startWorkers(started);
        }
        users = new UsersService(settings, clock, ids, memory, deadLetters, monitoring.flow("users"));
        if (settings.roles().contains(Role.RELAY)) {
            users.startRelay(started);
        }
        OrdersService orders = new OrdersService(settings, clock, ids, memory, deadLetters, monitoring.flow("orders"));
        orders.startWarming(started);
        if (settings.roles().contains(Role.ORDERS)) {
            orders.startSubscriber(started);
        }
        RelieveMemory relieve = new RelieveMemory(memory, settings.memory().threshold(), List.of(orders.cache()));
        started.push(
                "memory relief",
                Worker.start(
                        "memory-relief",
                        relieve::runOnce,
                        memoryRefused,
                        settings.memory().relieveInterval()));

        TodosService todos = new TodosService(settings, clock, ids, memory, deadLetters, monitoring.flow("todos"));
        if (settings.roles().contains(Role.TODOS)) {
            todos.startWorkers(started);
        }

        monitoring.component("records", records::health);
        monitoring.component("products", products::health);
        monitoring.component("users", users::health);
        monitoring.component("bucket", rateLimits::health);
        monitoring.component("todos", todos::health);
        monitoring.component("orders", orders::health);
        monitoring.backlog("records", records::backlog);
        monitoring.backlog("products", products::backlog);
        monitoring.backlog("users", users::backlog);
        monitoring.backlog("todos", todos::backlog);
        monitoring.pending("orders", orders::pending);

        routes.addAll(new DocumentRoutes().routes());
        routes.addAll(monitoring.routes());
        routes.addAll(orders.routes());
        routes.addAll(new PageRoutes().routes());
        routes.addAll(rateLimits.routes());
        routes.addAll(records.routes());
        routes.addAll(products.routes());
        routes.addAll(deadLetters(
                deadLetters,
                List.of(orders.origin(), products.origin(), records.origin(), todos.origin(), users.origin())));
        routes.addAll(new TaskRoutes(List.of(records.tasks(), products.tasks(), todos.tasks())).routes());
        routes.addAll(todos.routes());
        routes.addAll(users.routes());
        server = started.push(
                "HTTP",
                HttpServer.start(
                        routes, settings.http(), rateLimits.guarded(access.gate()), monitoring.observer(), ids));
        started.push("task waiters", waiters);
        started.push("product task waiters", products.tasks());
        started.push("todo task waiters", todos.waiters());
        monitoring.lifecycle().started();
    }

    private static List<Route> deadLetters(DeadLetters letters, List<Origin> origins) {
        return new DeadLetterRoutes(letters, new RequeueDeadLetters(letters, origins)).routes();
    }

    /** Starts everything; when this returns, requests are answered. */
    public static Portside start(Settings settings) {
        return new Portside(settings);
    }

    public int port() {
        return server.port();
    }

    /** A token with every role, when the secret was made at start. */
    public Optional<String> startToken() {
        return startToken;
    }

    /** Every route that is served. */
    List<Route> routes() {
        return List.copyOf(routes);
    }

    /** How many tasks are waited for by their callers. */
    int tasksWaitedFor() {
        return waiters.tasks();
    }

    /** What user events were published so far. */
    List<TopicRecord> userEvents() {
        return users.topic().records();
    }

    /** Stops everything within {@code SHUTDOWN_TIMEOUT}; true when every part ended well. */
    public boolean stop() {
        monitoring.lifecycle().stopping();
        return started.close(shutdownTimeout);
    }

    @Override
    public void close() {
        stop();
    }
}
