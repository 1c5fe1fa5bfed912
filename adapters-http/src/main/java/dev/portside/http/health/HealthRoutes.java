package dev.portside.http.health;

import dev.portside.application.json.Json;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.http.Access;
import dev.portside.http.Answer;
import dev.portside.http.Call;
import dev.portside.http.Handler;
import dev.portside.http.Problem;
import dev.portside.http.ProblemException;
import dev.portside.http.Route;
import dev.portside.http.SharedCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /health} and {@code /health/{component}} tell how the parts do; {@code /livez}, {@code /readyz} and
 * {@code /startupz} tell an orchestrator what to do with this process. A backend that is away makes a part unhealthy, never
 * the process dead or unready: what does not need that backend goes on being served.
 */
public final class HealthRoutes {
    private static final Duration CHECK_TIME_MAX = Duration.ofSeconds(1);

    private final Map<String, SharedCheck<ComponentHealth>> checks = new LinkedHashMap<>();
    private final Lifecycle lifecycle;

    /** @param components by name, in the order in which they are shown */
    public HealthRoutes(Map<String, Supplier<ComponentHealth>> components, Lifecycle lifecycle) {
        components.forEach((name, check) -> checks.put(
                name,
                new SharedCheck<>(name, check, reason -> new ComponentHealth(name, false, Map.of("reason", reason)))));
        this.lifecycle = lifecycle;
    }

    public List<Route> routes() {
        return List.of(open("/health", this::all), open("/health/{component}", this::one));
    }

    public List<Route> probes() {
        return List.of(
                open("/livez", _ -> probe(true, "alive")),
                open("/readyz", _ -> phase(lifecycle.phase() == Lifecycle.Phase.READY)),
                open("/startupz", _ -> phase(lifecycle.phase() != Lifecycle.Phase.STARTING)));
    }

    private static Route open(String path, Handler handler) {
        return Route.get(path, handler).with(Access.ALWAYS_OPEN);
    }

    private Answer all(Call call) throws InterruptedException {
        List<CompletableFuture<ComponentHealth>> started = new ArrayList<>();
        checks.values().forEach(check -> started.add(check.start()));
        long deadline = System.nanoTime() + CHECK_TIME_MAX.toNanos();
        ObjectNode components = Json.object();
        boolean healthy = true;
        int next = 0;
        for (Map.Entry<String, SharedCheck<ComponentHealth>> check : checks.entrySet()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            ComponentHealth health = check.getValue().result(started.get(next++), left);
            healthy &= health.healthy();
            components.set(check.getKey(), json(health));
        }
        ObjectNode body = Json.object().put("status", status(healthy));
        body.set("components", components);
        return Answer.json(healthy ? 200 : 503, body);
    }

    private Answer one(Call call) throws InterruptedException {
        SharedCheck<ComponentHealth> check = checks.get(call.pathParameter("component", Function.identity()));
        if (check == null) {
            throw new ProblemException(Problem.notFound("the components are " + String.join(", ", checks.keySet())));
        }
        ComponentHealth health = check.result(check.start(), CHECK_TIME_MAX);
        return Answer.json(health.healthy() ? 200 : 503, json(health));
    }

    private static ObjectNode json(ComponentHealth health) {
        ObjectNode json = Json.object().put("status", status(health.healthy()));
        ObjectNode details = json.putObject("details");
        new TreeMap<>(health.details()).forEach(details::putPOJO);
        return json;
    }

    private static String status(boolean healthy) {
        return healthy ? "healthy" : "unhealthy";
    }

    private Answer phase(boolean good) {
        return probe(good, lifecycle.phase().name().toLowerCase(Locale.ROOT));
    }

    private static Answer probe(boolean good, String status) {
        return Answer.json(good ? 200 : 503, Json.object().put("status", status));
    }
}
