package dev.portside.bootstrap.services;

import dev.portside.application.ratelimits.MeteredRateLimits;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.http.Gate;
import dev.portside.http.Route;
import dev.portside.http.ratelimits.BucketRoutes;
import dev.portside.http.ratelimits.PlanRoutes;
import dev.portside.http.ratelimits.RateLimitGate;
import dev.portside.redis.memory.InMemoryRateLimitPlans;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The rate limits, bound to memory. */
public final class RateLimitsService implements Service {
    /** The guard has a part of the memory to itself, so that callers are let in to make room when all else is full. */
    private static final int CALLS_SHARE = 16;

    private final Settings settings;
    private final Meters meters;
    private final InMemoryRateLimitPlans plans;
    private final InMemoryRateLimits buckets;
    private final InMemoryRateLimits calls;

    public RateLimitsService(Foundation foundation) {
        this.settings = foundation.settings();
        this.meters = foundation.meters();
        this.plans = new InMemoryRateLimitPlans(settings.rateLimits().plan());
        this.buckets = new InMemoryRateLimits(plans, foundation.clock(), foundation.memory());
        this.calls = new InMemoryRateLimits(
                plans, foundation.clock(), new MemoryBudget(settings.memory().bytesMax() / CALLS_SHARE));
    }

    @Override
    public String name() {
        return "bucket";
    }

    @Override
    public List<Route> routes() {
        RateLimits metered = new MeteredRateLimits(buckets, meters.limits("bucket"));
        return Stream.of(
                        new BucketRoutes(metered).routes(),
                        new PlanRoutes(plans, settings.rateLimits().plan().onFailure()).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The gate, with the guard of this service's own calls in front when the settings ask for it. */
    public Gate guarded(Gate access) {
        return settings.rateLimits().guard()
                ? new RateLimitGate(access, new MeteredRateLimits(calls, meters.limits("calls")))
                : access;
    }

    @Override
    public ComponentHealth health() {
        return new ComponentHealth(
                name(),
                true,
                Map.of("keys", buckets.keys(), "plans", plans.all().size()));
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        started.push(
                "bucket sweeper",
                Worker.start(
                        "bucket-sweeper",
                        this::sweep,
                        new Signal(),
                        settings.memory().relieveInterval()));
    }

    /** False, since the sweeper always waits for its next turn. */
    private boolean sweep() {
        buckets.dropFull();
        calls.dropFull();
        return false;
    }
}
