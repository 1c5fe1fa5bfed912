package dev.portside.http.performance;

import dev.portside.application.json.Json;
import dev.portside.http.CallObserver;
import java.util.Comparator;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How many calls each route answered in the last minute, and how fast. */
public final class CallRates implements CallObserver {
    static final int WINDOW_SECONDS = 60;

    private record Operation(String method, String route) {}

    private final LongSupplier seconds;
    private final ConcurrentHashMap<Operation, LatencyMinute> byOperation = new ConcurrentHashMap<>();

    /** @param seconds a clock that never goes back, from 0 */
    public CallRates(LongSupplier seconds) {
        this.seconds = seconds;
    }

    @Override
    public void answered(String method, String route, int status, long nanos) {
        Operation operation = new Operation(method, route);
        LatencyMinute minute = byOperation.get(operation);
        if (minute == null) {
            minute = byOperation.computeIfAbsent(operation, _ -> new LatencyMinute(seconds));
        }
        minute.record(nanos);
    }

    /** Adds the rate of all calls, and the routes that were called, the busiest first. */
    void addTo(ObjectNode json) {
        ArrayNode routes = Json.array();
        double all = entries()
                .peek(routes::add)
                .mapToDouble(route -> route.get("requests_per_second").doubleValue())
                .sum();
        json.put("requests_per_second", rounded(all)).set("routes", routes);
    }

    private Stream<ObjectNode> entries() {
        return byOperation.entrySet().stream()
                .map(entry -> json(entry.getKey(), entry.getValue().read()))
                .filter(route -> route.get("requests_per_second").doubleValue() > 0)
                .sorted(Comparator.comparing(
                        (ObjectNode route) -> -route.get("requests_per_second").doubleValue()));
    }

    private ObjectNode json(Operation operation, LatencyMinute.Durations durations) {
        long window = Math.clamp(seconds.getAsLong(), 1, WINDOW_SECONDS);
        return Json.object()
                .put("method", operation.method)
                .put("route", operation.route)
                .put("requests_per_second", rounded((double) durations.total() / window))
                .put("p50_ms", rounded(durations.quantile(0.5)))
                .put("p95_ms", rounded(durations.quantile(0.95)))
                .put("p99_ms", rounded(durations.quantile(0.99)));
    }

    private static double rounded(double number) {
        return Math.round(number * 1000) / 1000.0;
    }
}
