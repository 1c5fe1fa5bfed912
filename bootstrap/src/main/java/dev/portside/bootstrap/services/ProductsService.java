package dev.portside.bootstrap.services;

import dev.portside.application.log.ConsumePolicy;
import dev.portside.application.log.LogFlow;
import dev.portside.application.log.LogOrigin;
import dev.portside.application.products.AcceptProductEvent;
import dev.portside.application.products.ProductEventJson;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.log.LogStream;
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.products.Products;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import dev.portside.http.products.ProductRoutes;
import dev.portside.postgres.memory.InMemoryProducts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The products service, bound to memory. */
public final class ProductsService implements Service {
    private static final LogStream STREAM = new LogStream("portside-products", "product-events");

    private final InMemoryStream stream;
    private final Products products;
    private final LogFlow<ProductEvent> flow;
    private final Foundation foundation;
    private final Settings settings;
    private final FlowMeter meter;

    public ProductsService(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.settings();
        this.meter = foundation.meters().flow(name());
        int entriesMax =
                Math.min(settings.products().queueSizeMax(), settings.products().lagMax());
        this.stream = new InMemoryStream(
                STREAM, AcceptProductEvent.TASK_KINDS, settings.products().workers(), entriesMax, foundation);
        this.products = new InMemoryProducts(stream.progress(), foundation.clock(), foundation.memory());
        this.flow =
                new LogFlow<>(STREAM, Source.PRODUCTS, ProductEventJson::read, _ -> AcceptProductEvent.EVENT, products);
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public List<Route> routes() {
        AcceptProductEvent accept = new AcceptProductEvent(stream.log(), stream.taskIds(), foundation.ids(), meter);
        return new ProductRoutes(accept, products).routes();
    }

    @Override
    public Optional<Tasks> tasks() {
        return Optional.of(stream.tasks());
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new LogOrigin<>(flow, event -> event.state().id().value(), stream.progress(), stream.log()));
    }

    @Override
    public ComponentHealth health() {
        return stream.health(name(), Source.PRODUCTS, Map.of());
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        foundation.meters().backlog(name(), stream::backlog);
        if (roles.contains(Role.PRODUCTS)) {
            startWorkers(started);
        }
    }

    private void startWorkers(CloseStack started) {
        ConsumePolicy policy = new ConsumePolicy(
                settings.consumers().batchSizeMax(),
                settings.consumers().flushInterval(),
                settings.retry().retriesMax(),
                settings.retry().backoff());
        stream.startConsumers(started, "product-worker", settings.products().workers(), flow, policy, meter);
    }

    @Override
    public void releaseCallers() {
        stream.tasks().close();
    }
}
