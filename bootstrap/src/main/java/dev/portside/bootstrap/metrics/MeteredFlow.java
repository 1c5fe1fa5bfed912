package dev.portside.bootstrap.metrics;

import dev.portside.domain.shared.FlowMeter;
import dev.portside.http.flows.Flow;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionStatisticsConfig;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import io.helidon.metrics.api.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One flow's counters and histograms; each series that is not there from the start is made when it is first counted. */
final class MeteredFlow implements FlowMeter {
    private static final Duration[] DURATIONS = Stream.of(
                    1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);
    private static final double[] SIZES = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

    private static final String ACCEPTED = "portside.flow.accepted";
    private static final String APPLIED = "portside.flow.applied";
    private static final String REJECTED = "portside.flow.rejected";
    private static final String DEAD = "portside.flow.dead";
    private static final List<String> COUNTERS = List.of(ACCEPTED, APPLIED, REJECTED, DEAD);

    private record Series(String name, String kind) {}

    private final String flow;
    private final Supplier<MeterRegistry> registry;
    private final ConcurrentHashMap<Series, OwnCounter> counters = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Series, Timer> timers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, DistributionSummary> sizes = new ConcurrentHashMap<>();

    MeteredFlow(String flow, Supplier<MeterRegistry> registry) {
        this.flow = flow;
        this.registry = registry;
    }

    void begin(MeterRegistry started, List<String> kinds) {
        for (String kind : kinds) {
            for (String name : COUNTERS) {
                Counter _ = started.getOrCreate(counter(new Series(name, kind)));
            }
        }
    }

    @Override
    public void accepted(String kind) {
        count(ACCEPTED, kind);
    }

    @Override
    public void applied(String kind, Duration sinceAccepted) {
        count(APPLIED, kind);
        timer("portside.flow.duration", "From acceptance to the end of the work.", kind)
                .record(sinceAccepted);
    }

    @Override
    public void rejected(String kind, Duration sinceAccepted) {
        count(REJECTED, kind);
        timer("portside.flow.duration", "From acceptance to the end of the work.", kind)
                .record(sinceAccepted);
    }

    @Override
    public void dead(String kind) {
        count(DEAD, kind);
    }

    @Override
    public void batch(int size, Duration took) {
        sizes.computeIfAbsent("portside.flow.batch.size", this::sizes).record(size);
        timer("portside.flow.batch.duration", "Time to apply one batch.", "batch")
                .record(took);
    }

    /** All kinds together, since this meter was made. */
    Flow.Totals totals() {
        return new Flow.Totals(total(ACCEPTED), total(APPLIED), total(REJECTED), total(DEAD));
    }

    private long total(String name) {
        return counters.entrySet().stream()
                .filter(each -> each.getKey().name.equals(name))
                .mapToLong(each -> each.getValue().count())
                .sum();
    }

    private void count(String name, String kind) {
        counters.computeIfAbsent(
                        new Series(name, kind),
                        series -> OwnCounter.of(registry.get().getOrCreate(counter(series))))
                .increment();
    }

    private Counter.Builder counter(Series series) {
        return Counter.builder(series.name)
                .description("Pieces of work, by flow and kind.")
                .tags(tags(series.kind));
    }

    private Timer timer(String name, String description, String kind) {
        return timers.computeIfAbsent(
                new Series(name, kind),
                series -> registry.get()
                        .getOrCreate(Timer.builder(name)
                                .description(description)
                                .baseUnit(Meter.BaseUnits.SECONDS)
                                .percentiles(new double[0])
                                .buckets(DURATIONS)
                                .tags(tags(series.kind))));
    }

    private DistributionSummary sizes(String name) {
        return registry.get()
                .getOrCreate(DistributionSummary.builder(
                                name,
                                DistributionStatisticsConfig.builder()
                                        .percentiles(new double[0])
                                        .buckets(SIZES))
                        .description("Pieces of work in one batch.")
                        .tags(List.of(Tag.create(Meters.FLOW, flow))));
    }

    private List<Tag> tags(String kind) {
        return List.of(Tag.create(Meters.FLOW, flow), Tag.create("portside.kind", kind));
    }
}
