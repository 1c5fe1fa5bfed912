package dev.portside.http.metrics;

import dev.portside.application.json.Json;
import io.helidon.metrics.api.Bucket;
import io.helidon.metrics.api.Counter;
import io.helidon.metrics.api.DistributionSummary;
import io.helidon.metrics.api.FunctionalCounter;
import io.helidon.metrics.api.Gauge;
import io.helidon.metrics.api.HistogramSnapshot;
import io.helidon.metrics.api.Meter;
import io.helidon.metrics.api.Timer;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Meters as JSON: name to its series, each with its tags and values. Durations are in seconds. */
final class MetricsJson {
    private MetricsJson() {}

    static ObjectNode of(List<Meter> meters) {
        ObjectNode json = Json.object();
        meters.stream()
                .sorted(Comparator.comparing((Meter meter) -> meter.id().name())
                        .thenComparing(meter -> new TreeMap<>(meter.id().tagsMap()).toString()))
                .forEach(meter -> add(json.withArrayProperty(meter.id().name()).addObject(), meter));
        return json;
    }

    private static void add(ObjectNode series, Meter meter) {
        ObjectNode tags = series.putObject("tags");
        new TreeMap<>(meter.id().tagsMap()).forEach(tags::put);
        switch (meter) {
            case Counter counter -> series.put("count", counter.count());
            case FunctionalCounter counter -> series.put("count", counter.count());
            case Gauge<?> gauge -> {
                double value = gauge.value().doubleValue();
                series.put("value", Double.isFinite(value) ? value : null);
            }
            case Timer timer -> {
                series.put("count", timer.count())
                        .put("sum_seconds", timer.totalTime(TimeUnit.SECONDS))
                        .put("max_seconds", timer.max(TimeUnit.SECONDS));
                buckets(series.putArray("buckets"), timer.snapshot(), true);
            }
            case DistributionSummary summary -> {
                series.put("count", summary.count())
                        .put("sum", summary.totalAmount())
                        .put("max", summary.max());
                buckets(series.putArray("buckets"), summary.snapshot(), false);
            }
            default -> throw new IllegalStateException("an unknown kind of meter: " + meter.getClass());
        }
    }

    private static void buckets(ArrayNode buckets, HistogramSnapshot snapshot, boolean time) {
        for (Bucket bucket : snapshot.histogramCounts()) {
            double boundary = time ? bucket.boundary(TimeUnit.NANOSECONDS) / 1e9 : bucket.boundary();
            buckets.addObject().put("up_to", boundary).put("count", bucket.count());
        }
    }
}
