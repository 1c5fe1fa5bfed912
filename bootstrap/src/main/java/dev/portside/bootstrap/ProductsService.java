package dev.portside.bootstrap;

import dev.portside.application.log.Breaker;
import dev.portside.application.log.ConsumeLog;
import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.log.LogTaskIds;
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
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import dev.portside.http.products.ProductRoutes;
import dev.portside.kafka.memory.InMemoryLog;
import dev.portside.postgres.memory.InMemoryProducts;
import dev.portside.postgres.memory.InMemoryStreamProgress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Supplier;

/** The products service, bound to memory. */
final class ProductsService {
    private static final LogStream STREAM = new LogStream("portside-products", "product-events");

    private final InMemoryLog log;
    private final InMemoryStreamProgress progress;
    private final Products products;
    private final LogFlow<ProductEvent> flow;
    private final LogTaskIds taskIds;
    private final LogTasks tasks;
    private final Breaker breaker;
    private final DeadLetters deadLetters;
    private final Settings settings;
    private final InstantSource clock;
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
        this.clock = clock;
        this.ids = ids;
        this.deadLetters = deadLetters;
        this.meter = meter;
        int entriesMax =
                Math.min(settings.products().queueSizeMax(), settings.products().lagMax());
        this.log = new InMemoryLog(settings.products().workers(), entriesMax, clock, memory);
        this.progress = new InMemoryStreamProgress(deadLetters, clock, memory);
        this.products = new InMemoryProducts(progress, clock, memory);
        this.flow =
                new LogFlow<>(STREAM, Source.PRODUCTS, ProductEventJson::read, _ -> AcceptProductEvent.EVENT, products);
        this.taskIds = new LogTaskIds(STREAM.topic(), AcceptProductEvent.TASK_KINDS, secret());
        this.tasks = new LogTasks(STREAM, taskIds, progress);
        this.breaker = new Breaker(
                "products",
                settings.consumers().breakerFailuresMax(),
                settings.consumers().breakerOpenTime(),
                clock);
    }

    /** Made at each start: in memory, tasks end with the process. */
    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }

    List<Route> routes() {
        return new ProductRoutes(new AcceptProductEvent(log, taskIds, ids, meter), products).routes();
    }

    Tasks tasks() {
        return tasks;
    }

    Origin origin() {
        return new LogOrigin<>(flow, event -> event.state().id().value(), progress, log);
    }

    FlowBacklog backlog() {
        return FlowBacklog.of(log.backlog(), clock);
    }

    ComponentHealth health() {
        FlowBacklog backlog = backlog();
        return new ComponentHealth(
                "products",
                breaker.admits(),
                Map.of(
                        "queued", backlog.entries(),
                        "oldest_queued_seconds", backlog.oldest().toMillis() / 1000.0,
                        "circuit_breaker", breaker.state(),
                        "dead_letters", deadLetters.count(Optional.of(Source.PRODUCTS))));
    }

    void startWorkers(CloseStack started) {
        ConsumePolicy policy = new ConsumePolicy(
                settings.consumers().batchSizeMax(),
                settings.consumers().flushInterval(),
                settings.retry().attemptsMax(),
                settings.retry().backoff());
        int workers = settings.products().workers();
        for (int index = 0; index < workers; index++) {
            ConsumeLog consumer = new ConsumeLog(
                    flow,
                    log.reader(index, workers, partition -> progress.next(STREAM, partition)),
                    progress,
                    tasks,
                    breaker,
                    policy,
                    clock,
                    new SplittableRandom(),
                    meter);
            String name = "product-worker-" + index;
            started.push(name, consumer.start(name));
        }
    }

    /** Lets waiting callers go; first thing at a stop. */
    AutoCloseable waiters() {
        return tasks;
    }
}
