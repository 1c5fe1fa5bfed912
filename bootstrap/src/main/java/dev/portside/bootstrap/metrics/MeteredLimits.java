package dev.portside.bootstrap.metrics;

import dev.portside.domain.ratelimits.LimitMeter;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Counts what the limiter decides; each series is made when it is first counted. */
final class MeteredLimits implements LimitMeter {
    private final Supplier<MeterRegistry> registry;
    private final ConcurrentHashMap<String, Counter> counters = new ConcurrentHashMap<>();

    MeteredLimits(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public void admitted() {
        count("admitted");
    }

    @Override
    public void denied() {
        count("denied");
    }

    @Override
    public void local() {
        count("denied_locally");
    }

    @Override
    public void failedOver() {
        count("failed_over");
    }

    private void count(String decision) {
        counters.computeIfAbsent(decision, this::counter).increment();
    }

    private Counter counter(String decision) {
        return registry.get()
                .getOrCreate(Counter.builder("portside.ratelimit.decisions")
                        .description("Decisions of the rate limiter.")
                        .tags(List.of(Tag.create("portside.decision", decision))));
    }
}
