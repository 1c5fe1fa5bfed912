package dev.portside.bootstrap.metrics;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import dev.portside.http.flows.Flow;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.api.Tag;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The meters of this process. Helidon's registry takes some 400 ms to start, so it starts in the background; whoever needs
 * it first waits for it, which no answer does, since calls are measured after they were answered.
 *
 * <p>Hazard: Helidon keeps one registry per process. Counters go on when a second service is started in it, while a gauge
 * belongs to the service that was started last.
 */
public final class Meters implements AutoCloseable {
    static final String FLOW = "portside.flow";
    private static final List<String> BREAKER_STATES = List.of("closed", "open", "half_open");

    private final CompletableFuture<MeterRegistry> registry = new CompletableFuture<>();
    private final Queue<Consumer<MeterRegistry>> waiting = new ArrayDeque<>();
    private final List<Meter> shown = new ArrayList<>();
    private final Map<String, Supplier<Flow.Totals>> totals = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Flow.Waiting>> waits = new ConcurrentHashMap<>();

    private Meters() {}

    public static Meters start() {
        Meters meters = new Meters();
        Thread.ofPlatform().daemon().name("meters").start(() -> {
            try {
                meters.registry.complete(MetricsFactory.getInstance().globalRegistry());
            } catch (RuntimeException | Error e) {
                meters.registry.completeExceptionally(e);
            }
        });
        return meters;
    }

    /** The registry with all that is shown in it; waits until it is there. */
    public MeterRegistry registry() {
        MeterRegistry started = registry.join();
        synchronized (this) {
            for (Consumer<MeterRegistry> next = waiting.poll(); next != null; next = waiting.poll()) {
                next.accept(started);
            }
        }
        return started;
    }

    /**
     * Counts what one flow does.
     *
     * @param kinds of work whose counters are there from the start, at zero: who watches for a first one needs that
     */
    public FlowMeter flow(String name, List<String> kinds) {
        MeteredFlow flow = new MeteredFlow(name, this::registry);
        totals.put(name, flow::totals);
        whenStarted(started -> flow.begin(started, kinds));
        return flow;
    }

    /** Counts what one rate limiter decides. */
    public LimitMeter limits(String limiter) {
        MeteredLimits limits = new MeteredLimits(limiter, this::registry);
        totals.put(limiter, limits::totals);
        whenStarted(limits::begin);
        return limits;
    }

    private synchronized void whenStarted(Consumer<MeterRegistry> work) {
        waiting.add(work);
    }

    /** The flow, or the rate limiter, to be looked at while it runs. */
    public Flow watched(String name) {
        Supplier<Flow.Totals> known = totals.getOrDefault(name, () -> new Flow.Totals(0, 0, 0, 0));
        return new Flow(name, known, () -> waiting(name));
    }

    private Optional<Flow.Waiting> waiting(String name) {
        try {
            return Optional.ofNullable(waits.get(name)).map(Supplier::get);
        } catch (Unavailable _) {
            return Optional.empty();
        }
    }

    /** Shows what a flow has still to do; {@code backlog} is asked whenever the metrics are read. */
    public void backlog(String flow, Supplier<FlowBacklog> backlog) {
        waits.put(flow, () -> {
            FlowBacklog now = backlog.get();
            return new Flow.Waiting(now.entries(), Optional.of(now.oldest()));
        });
        gauge(
                flow,
                Gauge.builder(
                                "portside.flow.queue.depth",
                                known(() -> backlog.get().entries()))
                        .description("Pieces of work that are not finished."));
        gauge(
                flow,
                Gauge.builder(
                                "portside.flow.queue.oldest.age",
                                known(() -> backlog.get().oldest().toMillis() / 1000.0))
                        .description("Age of the oldest piece of work that is not finished.")
                        .baseUnit(Meter.BaseUnits.SECONDS));
    }

    /** Shows in which state the breaker before a flow's store is: 1 for that state, 0 for the others. */
    public void breaker(String flow, Supplier<String> state) {
        for (String each : BREAKER_STATES) {
            gauge(
                    flow,
                    Gauge.builder(
                                    "portside.flow.breaker.state",
                                    known(() -> state.get().equals(each) ? 1 : 0))
                            .description("Whether the circuit breaker before the flow's store is in this state."),
                    Tag.create("portside.breaker.state", each));
        }
    }

    /** Shows how often a cache had what it was asked for. */
    public void cache(String name, Supplier<Long> hits, Supplier<Long> misses) {
        requests(name, "hit", hits);
        requests(name, "miss", misses);
    }

    private void requests(String cache, String result, Supplier<Long> count) {
        show(FunctionalCounter.builder("portside.cache.requests", count, Supplier::get)
                .description("Requests to a cache in memory.")
                .tags(List.of(Tag.create("portside.cache", cache), Tag.create("portside.cache.result", result))));
    }

    /** Shows how many connections of a pool are in use, and how many there may be. */
    public void connections(String pool, Supplier<Integer> used, int max) {
        Tag name = Tag.create("db.client.connection.pool.name", pool);
        show(Gauge.builder("db.client.connection.count", known(used))
                .description("Connections in use.")
                .tags(List.of(name, Tag.create("db.client.connection.state", "used"))));
        show(Gauge.builder("db.client.connection.max", known(() -> max))
                .description("Connections that may be in use at once.")
                .tags(List.of(name)));
    }

    /** Shows how much of the memory for stored data is taken. */
    public void memory(MemoryBudget memory) {
        show(Gauge.builder("portside.memory.used", known(memory::bytesUsed))
                .description("Memory taken by stores, caches and the latest events.")
                .baseUnit(Meter.BaseUnits.BYTES));
        show(Gauge.builder("portside.memory.limit", known(memory::bytesMax))
                .description("Memory that stores, caches and the latest events may take.")
                .baseUnit(Meter.BaseUnits.BYTES));
    }

    private void gauge(String flow, Gauge.Builder<Double> builder, Tag... further) {
        show(builder.tags(Stream.concat(Stream.of(Tag.create(FLOW, flow)), Stream.of(further))
                .toList()));
    }

    /** What a service of this process that was started before shows under this name is gone then. */
    private <B extends Meter.Builder<B, M>, M extends Meter> void show(B builder) {
        whenStarted(started -> {
            started.remove(builder.name(), tags(builder));
            shown.add(started.getOrCreate(builder));
        });
    }

    private static List<Tag> tags(Meter.Builder<?, ?> builder) {
        return builder.tags().entrySet().stream()
                .map(tag -> Tag.create(tag.getKey(), tag.getValue()))
                .toList();
    }

    /** What cannot be read now is not a number. */
    private static Supplier<Double> known(Supplier<? extends Number> value) {
        return () -> {
            try {
                return value.get().doubleValue();
            } catch (RuntimeException _) {
                return Double.NaN;
            }
        };
    }

    /** Forgets what is shown, which would keep the service in memory. */
    @Override
    public synchronized void close() {
        waiting.clear();
        shown.forEach(meter -> registry.join().remove(meter));
        shown.clear();
    }
}
