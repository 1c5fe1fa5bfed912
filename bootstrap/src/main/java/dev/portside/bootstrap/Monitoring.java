package dev.portside.bootstrap;

import dev.portside.bootstrap.metrics.FlowBacklog;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.http.CallObserver;
import dev.portside.http.Route;
import dev.portside.http.health.HealthRoutes;
import dev.portside.http.health.Lifecycle;
import dev.portside.http.metrics.CallMeters;
import dev.portside.http.metrics.MetricsRoutes;
import dev.portside.http.performance.CallRates;
import dev.portside.http.performance.PerformanceRoutes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Health, metrics and performance of the whole service. */
final class Monitoring {
    private final Lifecycle lifecycle = new Lifecycle();
    private final Map<String, Supplier<ComponentHealth>> components = new LinkedHashMap<>();
    private final Meters meters;
    private final CallRates rates;

    Monitoring(CloseStack started) {
        long startNanos = System.nanoTime();
        this.meters = started.push("meters", Meters.start());
        this.rates = new CallRates(
                () -> Duration.ofNanos(System.nanoTime() - startNanos).toSeconds());
    }

    /** Counts what a flow does. */
    FlowMeter flow(String name) {
        return meters.flow(name);
    }

    /** Counts what one rate limiter decides. */
    LimitMeter limits(String limiter) {
        return meters.limits(limiter);
    }

    /** Shows a component under {@code /health}. */
    void component(String name, Supplier<ComponentHealth> health) {
        components.put(name, health);
    }

    /** Shows what a flow has still to do. */
    void backlog(String flow, Supplier<FlowBacklog> backlog) {
        meters.backlog(flow, backlog);
    }

    /** The same for a flow that does not know how old its work is. */
    void pending(String flow, Supplier<Long> entries) {
        meters.pending(flow, entries);
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new HealthRoutes(components, lifecycle).routes());
        routes.addAll(new MetricsRoutes(meters::registry).routes());
        routes.addAll(new PerformanceRoutes(rates).routes());
        return routes;
    }

    CallObserver observer() {
        return rates.and(new CallMeters(meters::registry));
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }
}
