package dev.portside.bootstrap.services;

import dev.portside.application.ratelimits.MeteredRateLimits;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.bootstrap.metrics.Meters;
import dev.portside.bootstrap.settings.Role;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.shared.ComponentHealth;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Signal;
import dev.portside.http.Gate;
import dev.portside.http.Route;
import dev.portside.http.ratelimits.BucketRoutes;
import dev.portside.http.ratelimits.PlanRoutes;
import dev.portside.http.ratelimits.RateLimitGate;
import dev.portside.redis.memory.InMemoryRateLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The rate limits and the guard of this service's own calls, whatever they are bound to. */
public final class RateLimitsService implements Service {
    /** The guard has a part of the memory to itself, so that callers are let in to make room when all else is full. */
    private static final int CALLS_SHARE = 16;

    private final Settings settings;
    private final RateLimitStores stores;
    private final InMemoryRateLimits localBuckets;
    private final InMemoryRateLimits localCalls;
    private final RateLimits buckets;
    private final RateLimits calls;

    public RateLimitsService(Foundation foundation) {
        this.settings = foundation.settings();
        this.stores = foundation
                .backends()
                .<RateLimitStores>map(backends -> RedisRateLimitStores.of(backends, settings.rateLimits()))
                .orElseGet(
                        () -> new InMemoryRateLimitStores(settings.rateLimits().plan()));
        this.localBuckets = new InMemoryRateLimits(stores.plans(), foundation.clock(), foundation.memory());
        this.localCalls = new InMemoryRateLimits(
                stores.plans(),
                foundation.clock(),
                new MemoryBudget(settings.memory().bytesMax() / CALLS_SHARE));
        this.buckets = metered("bucket", OnFailure.CLOSED, localBuckets, foundation.meters());
        this.calls = metered("calls", settings.rateLimits().plan().onFailure(), localCalls, foundation.meters());
    }

    private RateLimits metered(String name, OnFailure beforePlans, InMemoryRateLimits local, Meters meters) {
        LimitMeter meter = meters.limits(name);
        return new MeteredRateLimits(stores.limits(name, beforePlans, local, meter), meter);
    }

    @Override
    public String name() {
        return "bucket";
    }

    @Override
    public List<Route> routes() {
        return Stream.of(
                        new BucketRoutes(buckets).routes(),
                        new PlanRoutes(
                                        stores.plans(),
                                        settings.rateLimits().plan().onFailure())
                                .routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The gate, with the guard of this service's own calls in front when the settings ask for it. */
    public Gate guarded(Gate access) {
        return settings.rateLimits().guard() ? new RateLimitGate(access, calls) : access;
    }

    @Override
    public ComponentHealth health() {
        Map<String, Object> details = new TreeMap<>();
        details.put("backend", stores.durable() ? "redis" : "memory");
        details.put(stores.durable() ? "local_keys" : "keys", localBuckets.keys());
        boolean healthy = stores.tellHealth(details);
        if (healthy) {
            details.put("plans", stores.plans().all().size());
        }
        return new ComponentHealth(name(), healthy, details);
    }

    @Override
    public void start(CloseStack started, Set<Role> roles) {
        stores.warmUp();
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
        localBuckets.dropFull();
        localCalls.dropFull();
        return false;
    }
}
