package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.settings.Role;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.http.Problem;
import dev.portside.http.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stands for a service that lives in memory where real backends are asked for. It runs nothing and refuses every call, since
 * a 202 promises more than memory keeps.
 */
public final class UnboundService implements Service {
    private static final Duration NEXT_BUILD = Duration.ofHours(1);

    private final Service inMemory;
    private final String reason;

    public UnboundService(Service inMemory) {
        this.inMemory = inMemory;
        this.reason = "this build has no durable binding yet for " + inMemory.name();
    }

    @Override
    public String name() {
        return inMemory.name();
    }

    @Override
    public List<Route> routes() {
        Problem problem = Problem.unavailable(reason, NEXT_BUILD);
        return inMemory.routes().stream().map(route -> route.refusing(problem)).toList();
    }

    @Override
    public ComponentHealth health() {
        return new ComponentHealth(name(), false, Map.of("reason", reason));
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {}
}
