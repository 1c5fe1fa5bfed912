package dev.portside.bootstrap;

import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.log.LogTasks;
import dev.portside.application.products.AcceptProductEvent;
import dev.portside.application.products.ProductEventJson;
import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.Products;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.http.Route;
import dev.portside.http.products.ProductRoutes;
import dev.portside.postgres.memory.InMemoryProducts;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** The products service, bound to memory. */
final class ProductsService {
    private static final LogStream STREAM = new LogStream("portside-products", "product-events");

    private final InMemoryStream stream;
    private final Products products;
    private final LogFlow<ProductEvent> flow;
    private final Settings settings;
    private final Supplier<UUID> ids;
    private final FlowMeter meter;

    ProductsService(
            Settings settings,
            InstantSource clock,
            Supplier<UUID> ids,
            MemoryBudget memory,
            DeadLetters deadLetters,
            FlowMeter meter) {
        this.settings = settings;
        this.ids = ids;
        this.meter = meter;
        int entriesMax =
                Math.min(settings.products().queueSizeMax(), settings.products().lagMax());
        this.stream = new InMemoryStream(
                STREAM,
                AcceptProductEvent.TASK_KINDS,
                settings.products().workers(),
                entriesMax,
                settings,
                clock,
                memory,
                deadLetters);
        this.products = new InMemoryProducts(stream.progress(), clock, memory);
        this.flow =
                new LogFlow<>(STREAM, Source.PRODUCTS, ProductEventJson::read, _ -> AcceptProductEvent.EVENT, products);
    }

    List<Route> routes() {
        return new ProductRoutes(new AcceptProductEvent(stream.log(), stream.taskIds(), ids, meter), products).routes();
    }

    /** Closed first thing at a stop, to let waiting callers go. */
    LogTasks tasks() {
        return stream.tasks();
    }

    Origin origin() {
        return new LogOrigin<>(flow, event -> event.state().id().value(), stream.progress(), stream.log());
    }

    FlowBacklog backlog() {
        return stream.backlog();
    }

    ComponentHealth health() {
        return stream.health("products", Source.PRODUCTS, Map.of());
    }

    void startWorkers(CloseStack started) {
        ConsumePolicy policy = new ConsumePolicy(
                settings.consumers().batchSizeMax(),
                settings.consumers().flushInterval(),
                settings.retry().attemptsMax(),
                settings.retry().backoff());
        stream.startConsumers(started, "product-worker", settings.products().workers(), flow, policy, meter);
    }
}
