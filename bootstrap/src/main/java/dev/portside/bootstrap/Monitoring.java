package dev.portside.bootstrap;

import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.services.Foundation;
import dev.portside.bootstrap.services.Service;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.Signal;
import dev.portside.http.CallObserver;
import dev.portside.http.Route;
import dev.portside.http.events.LiveEvents;
import dev.portside.http.flows.FlowRoutes;
import dev.portside.http.flows.FlowSamples;
import dev.portside.http.flows.LiveFlows;
import dev.portside.http.health.HealthRoutes;
import dev.portside.http.health.Lifecycle;
import dev.portside.http.metrics.CallMeters;
import dev.portside.http.metrics.MetricsRoutes;
import dev.portside.http.performance.CallRates;
import dev.portside.http.performance.PerformanceRoutes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Health, metrics and performance of the whole service. */
final class Monitoring {
    private final Lifecycle lifecycle;
    private final HealthRoutes health;
    private final Meters meters;
    private final CallRates rates;
    private final FlowSamples flows;

    /** @param services in the order in which their health is shown */
    Monitoring(Foundation foundation, List<Service> services) {
        long startNanos = System.nanoTime();
        this.meters = foundation.meters();
        this.lifecycle = new Lifecycle(() -> services.stream().allMatch(Service::warm));
        this.rates = new CallRates(
                () -> Duration.ofNanos(System.nanoTime() - startNanos).toSeconds());
        Map<String, Supplier<ComponentHealth>> components = new LinkedHashMap<>();
        services.forEach(service -> components.put(service.name(), service::health));
        this.health = new HealthRoutes(components, lifecycle);
        this.flows = new FlowSamples(
                services.stream().map(service -> meters.watched(service.name())).toList(),
                foundation.deadLetters(),
                foundation.clock());
    }

    List<Route> flowRoutes() {
        return new FlowRoutes(flows).routes();
    }

    /** What the page shows of them, which must be where the page is. */
    List<Route> shown() {
        return Stream.of(health.routes(), new PerformanceRoutes(rates).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** All of them. */
    List<Route> routes() {
        return Stream.of(shown(), health.probes(), new MetricsRoutes(meters::registry).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** Tells listeners how the flows run, once they listen. */
    Worker startLiveFlows(LiveEvents live, Signal listened) {
        LiveFlows telling = new LiveFlows(flows, live);
        return Worker.start("live-flows", telling::runOnce, listened, telling::interval);
    }

    CallObserver observer() {
        return rates.and(new CallMeters(meters::registry));
    }

    Lifecycle lifecycle() {
        return lifecycle;
    }
}
