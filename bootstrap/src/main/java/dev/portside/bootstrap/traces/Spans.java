package dev.portside.bootstrap.traces;

import dev.portside.bootstrap.Release;
import dev.portside.domain.shared.TraceContext;
import dev.portside.domain.shared.TracedWork;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes spans, and sends them to a collector in the background. What the collector does not take in time is dropped: at
 * most {@value #QUEUE_SIZE_MAX} spans wait for it, and nobody else does.
 */
final class Spans implements AutoCloseable {
    static final int QUEUE_SIZE_MAX = 16_384;
    private static final int EXPORT_SIZE_MAX = 1_024;
    private static final Duration EXPORT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration EXPORT_TIME_MAX = Duration.ofSeconds(5);
    private static final Duration LAST_EXPORT_TIME_MAX = Duration.ofSeconds(2);
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Spans(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("dev.portside");
    }

    /** @param sampled which part of the traces that begin here is recorded */
    static Spans exportedTo(URI collector, double sampled) {
        SpanExporter exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(collector + "/v1/traces")
                .setTimeout(EXPORT_TIME_MAX)
                .setCompression("gzip")
                .setRetryPolicy(null)
                .setMeterProvider(MeterProvider.noop())
                .build();
        SpanProcessor processor = BatchSpanProcessor.builder(new ToldExporter(exporter, collector))
                .setMaxQueueSize(QUEUE_SIZE_MAX)
                .setMaxExportBatchSize(EXPORT_SIZE_MAX)
                .setScheduleDelay(EXPORT_INTERVAL)
                .setExporterTimeout(EXPORT_TIME_MAX)
                .setMeterProvider(MeterProvider.noop())
                .build();
        return new Spans(SdkTracerProvider.builder()
                .setResource(resource())
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(sampled)))
                .addSpanProcessor(processor)
                .build());
    }

    private static Resource resource() {
        return Resource.getDefault()
                .merge(Resource.create(Attributes.of(
                        AttributeKey.stringKey("service.name"),
                        Release.NAME,
                        AttributeKey.stringKey("service.version"),
                        Release.VERSION,
                        AttributeKey.stringKey("service.instance.id"),
                        UUID.randomUUID().toString())));
    }

    /** @param parent a traceparent; without one a trace begins */
    Span begin(Activity activity, Optional<String> parent) {
        return builder(activity, parent).startSpan();
    }

    /** Tells of what took {@code nanos} and is over now. */
    void tell(Activity activity, Optional<String> parent, long nanos, Optional<String> errorType) {
        long now = Clock.getDefault().now();
        Span span = builder(activity, parent)
                .setStartTimestamp(now - nanos, TimeUnit.NANOSECONDS)
                .startSpan();
        errorType.ifPresent(type -> failed(span, type));
        span.end(now, TimeUnit.NANOSECONDS);
    }

    private SpanBuilder builder(Activity activity, Optional<String> parent) {
        return tracer.spanBuilder(activity.name())
                .setSpanKind(activity.kind())
                .setAllAttributes(activity.attributes())
                .setParent(parent.filter(TraceContext::isTraceparent)
                        .map(Spans::context)
                        .orElseGet(Context::root));
    }

    private static Context context(String traceparent) {
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        TraceContext.traceId(traceparent),
                        TraceContext.spanId(traceparent),
                        TraceFlags.fromHex(TraceContext.flags(traceparent), 0),
                        TraceState.getDefault())));
    }

    static String traceparent(Span span) {
        SpanContext context = span.getSpanContext();
        return "00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                + context.getTraceFlags().asHex();
    }

    static void failed(Span span, String errorType) {
        span.setStatus(StatusCode.ERROR).setAttribute(ERROR_TYPE, errorType);
    }

    /** Does the work, and tells of it in every trace that it belongs to. */
    <T> T during(Activity activity, Supplier<T> work) {
        List<Span> begun = TracedWork.traceparents().stream()
                .map(parent -> begin(activity, Optional.of(parent)))
                .toList();
        return during(begun, work);
    }

    /** Does the work of these spans, which end with it. */
    <T> T during(List<Span> begun, Supplier<T> work) {
        try {
            return TracedWork.call(begun.stream().map(Spans::traceparent).toList(), work::get);
        } catch (RuntimeException | Error e) {
            begun.forEach(span -> failed(span, e.getClass().getName()));
            throw e;
        } finally {
            begun.forEach(Span::end);
        }
    }

    @Override
    public void close() {
        provider.shutdown().join(LAST_EXPORT_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
    }
}
