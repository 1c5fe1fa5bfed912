package dev.portside.traces;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes OTLP over HTTP and keeps every span, by the instance that sent it: each has a path of its own. */
final class Collector implements AutoCloseable {
    /** A span as it arrived. */
    record Seen(
            String instance,
            String traceId,
            String spanId,
            String parentId,
            Span.SpanKind kind,
            String name,
            Map<String, String> attributes,
            Map<String, String> resource,
            boolean failed) {
        boolean isStatement() {
            return kind == Span.SpanKind.SPAN_KIND_CLIENT
                    && "postgresql".equals(attributes.get("db.system.name"))
                    && !attributes.get("db.query.text").isBlank();
        }
    }

    private static final String PATH = "/v1/traces";

    private final ConcurrentLinkedQueue<Seen> seen = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /** What {@code OTEL_EXPORTER_OTLP_ENDPOINT} of this instance must be. */
    String endpoint(String instance) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + instance;
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    private void take(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (exchange;
                InputStream body = new GZIPInputStream(exchange.getRequestBody())) {
            if (!path.endsWith(PATH)) {
                throw new IllegalStateException(path);
            }
            String instance = path.substring(1, path.length() - PATH.length());
            ExportTraceServiceRequest.parseFrom(body)
                    .getResourceSpansList()
                    .forEach(from -> from.getScopeSpansList().forEach(spans -> keep(instance, from, spans)));
            exchange.sendResponseHeaders(200, -1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(String instance, ResourceSpans from, ScopeSpans spans) {
        Map<String, String> resource = texts(from.getResource().getAttributesList());
        spans.getSpansList()
                .forEach(span -> seen.add(new Seen(
                        instance,
                        hex(span.getTraceId()),
                        hex(span.getSpanId()),
                        hex(span.getParentSpanId()),
                        span.getKind(),
                        span.getName(),
                        texts(span.getAttributesList()),
                        resource,
                        span.getStatus().getCodeValue() == 2)));
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue())));
    }

    private static String text(AnyValue value) {
        return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
