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
import dev.portside.domain.products.ProductEvent;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.Evictable;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.tasks.Tasks;
import dev.portside.http.Route;
import dev.portside.http.products.ProductRoutes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The products service: events accepted into a log and applied from it, whatever they are bound to. */
public final class ProductsService implements Service {
    private final ProductStores stores;
    private final ConsumedLog log;
    private final LogFlow<ProductEvent> flow;
    private final Foundation foundation;
    private final Settings settings;
    private final FlowMeter meter;

    public ProductsService(Foundation foundation) {
        this.foundation = foundation;
        this.settings = foundation.settings();
        this.meter = foundation.meters().flow(name(), List.of(AcceptProductEvent.EVENT));
        this.stores = ProductStores.of(foundation);
        this.log = new ConsumedLog(name(), Source.PRODUCTS, stores.log(), AcceptProductEvent.TASK_KINDS, foundation);
        this.flow = new LogFlow<>(
                stores.log().stream(),
                Source.PRODUCTS,
                ProductEventJson::read,
                _ -> AcceptProductEvent.EVENT,
                foundation.traces().effects(stores.log().stream(), stores.products()));
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public List<Route> routes() {
        AcceptProductEvent accept = new AcceptProductEvent(log.entries(), log.taskIds(), foundation.ids(), meter);
        return new ProductRoutes(accept, stores.products()).routes();
    }

    @Override
    public Optional<Tasks> tasks() {
        return Optional.of(log.tasks());
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.of(new LogOrigin<>(
                flow, event -> event.state().id().value(), stores.log().progress(), log.entries()));
    }

    @Override
    public ComponentHealth health() {
        Map<String, Object> details = new TreeMap<>();
        stores.cache().ifPresent(cache -> {
            details.put("cache_hits", cache.hits());
            details.put("cache_misses", cache.misses());
        });
        return log.health(details);
    }

    @Override
    public Optional<Evictable> cache() {
        return stores.cache().map(cache -> cache);
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        stores.cache().ifPresent(cache -> foundation.meters().cache(name(), cache::hits, cache::misses));
        log.startKeeping(started);
        if (roles.contains(Role.PRODUCTS)) {
            ConsumePolicy policy = new ConsumePolicy(
                    settings.consumers().batchSizeMax(),
                    settings.consumers().flushInterval(),
                    settings.retry().retriesMax(),
                    settings.retry().backoff());
            log.startConsumers(started, settings.products().workers(), flow, policy, meter);
        }
    }

    @Override
    public void releaseCallers() {
        log.tasks().close();
    }
}
