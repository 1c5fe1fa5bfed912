package dev.portside.http.metrics;

import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Route;
import io.helidon.common.media.type.MediaType;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.metrics.api.MeterRegistry;
import io.helidon.metrics.api.MetricsFactory;
import io.helidon.metrics.spi.MeterRegistryFormatterProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Supplier;

/** {@code /metrics}: as Prometheus reads it, as OpenMetrics or as JSON. */
public final class MetricsRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Supplier<MeterRegistry> registry;

    /** @param registry may wait until it is there */
    public MetricsRoutes(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    public List<Route> routes() {
        return List.of(Route.get("/metrics", this::metrics).producing(PROMETHEUS, OPEN_METRICS, Answer.JSON));
    }

    private Answer metrics(Call call) {
        return switch (call.mediaType()) {
            case PROMETHEUS -> Answer.ok(PROMETHEUS, formatted(MediaTypes.TEXT_PLAIN));
            case OPEN_METRICS -> Answer.ok(OPEN_METRICS, formatted(MediaTypes.APPLICATION_OPENMETRICS_TEXT));
            default -> Answer.ok(MetricsJson.of(registry.get().meters()));
        };
    }

    private String formatted(MediaType mediaType) {
        return ServiceLoader.load(MeterRegistryFormatterProvider.class).stream()
                .map(provider -> provider.get()
                        .formatter(
                                mediaType,
                                MetricsFactory.getInstance().metricsConfig(),
                                registry.get(),
                                Optional.empty(),
                                Set.of(),
                                Set.of()))
                .flatMap(Optional::stream)
                .map(formatter -> formatter.format().map(Object::toString).orElse(""))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing formats " + mediaType.text()));
    }
}
