package dev.portside.bootstrap.metrics;

import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.http.flows.Flow;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.Tag;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Counts what one limiter decides, and apart from that, since those were decisions too, what it answered without its
 * store.
 */
final class MeteredLimits implements LimitMeter {
    private record Series(String name, String word) {}

    private static final Series ADMITTED = new Series("decisions", "admitted");
    private static final Series DENIED = new Series("decisions", "denied");
    private static final Series LOCAL = new Series("storeless", "local");
    private static final Series FAILED_OVER = new Series("storeless", "failed_over");
    private static final List<Series> ALL = List.of(ADMITTED, DENIED, LOCAL, FAILED_OVER);

    private final String limiter;
    private final Supplier<MeterRegistry> registry;
    private final ConcurrentHashMap<Series, OwnCounter> counters = new ConcurrentHashMap<>();

    MeteredLimits(String limiter, Supplier<MeterRegistry> registry) {
        this.limiter = limiter;
        this.registry = registry;
    }

    void begin(MeterRegistry started) {
        for (Series series : ALL) {
            Counter _ = started.getOrCreate(builder(series));
        }
    }

    @Override
    public void admitted() {
        count(ADMITTED);
    }

    @Override
    public void denied() {
        count(DENIED);
    }

    @Override
    public void local() {
        count(LOCAL);
    }

    @Override
    public void failedOver() {
        count(FAILED_OVER);
    }

    /** Its decisions as a flow: what was asked, admitted, denied. */
    Flow.Totals totals() {
        long admissions = total(ADMITTED);
        long denials = total(DENIED);
        return new Flow.Totals(admissions + denials, admissions, denials, 0);
    }

    private long total(Series series) {
        OwnCounter counter = counters.get(series);
        return counter == null ? 0 : counter.count();
    }

    private void count(Series series) {
        counters.computeIfAbsent(series, this::counter).increment();
    }

    private OwnCounter counter(Series series) {
        return OwnCounter.of(registry.get().getOrCreate(builder(series)));
    }

    private Counter.Builder builder(Series series) {
        return Counter.builder("portside.ratelimit." + series.name)
                .description("Answers of a rate limiter to requests for tokens.")
                .tags(List.of(Tag.create("portside.limiter", limiter), Tag.create("portside.decision", series.word)));
    }
}
