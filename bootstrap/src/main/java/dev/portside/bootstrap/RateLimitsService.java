package dev.portside.bootstrap;

import dev.portside.application.ratelimits.MeteredRateLimits;
import dev.portside.application.shared.Worker;
import dev.portside.bootstrap.settings.Settings;
import dev.portside.domain.ratelimits.LimitMeter;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The rate limits, bound to memory. */
final class RateLimitsService {
    /** The guard has a part of the memory to itself, so that callers are let in to make room when all else is full. */
    private static final int CALLS_SHARE = 16;

    private final Settings settings;
    private final InMemoryRateLimitPlans plans;
    private final InMemoryRateLimits buckets;
    private final InMemoryRateLimits calls;
    private final Function<String, LimitMeter> meters;

    /** @param meters the meter of a limiter by its name: {@code bucket} for callers, {@code calls} for the guard */
    RateLimitsService(
            Settings settings, InstantSource clock, MemoryBudget memory, Function<String, LimitMeter> meters) {
        this.settings = settings;
        this.plans = new InMemoryRateLimitPlans(settings.rateLimits().plan());
        this.buckets = new InMemoryRateLimits(plans, clock, memory);
        this.calls = new InMemoryRateLimits(
                plans, clock, new MemoryBudget(settings.memory().bytesMax() / CALLS_SHARE));
        this.meters = meters;
    }

    List<Route> routes() {
        RateLimits metered = new MeteredRateLimits(buckets, meters.apply("bucket"));
        return Stream.of(
                        new BucketRoutes(metered).routes(),
                        new PlanRoutes(plans, settings.rateLimits().plan().onFailure()).routes())
                .flatMap(List::stream)
                .toList();
    }

    /** The gate, with the guard of this service's own calls in front when the settings ask for it. */
    Gate guarded(Gate access) {
        return settings.rateLimits().guard()
                ? new RateLimitGate(access, new MeteredRateLimits(calls, meters.apply("calls")))
                : access;
    }

    ComponentHealth health() {
        return new ComponentHealth(
                "bucket",
                true,
                Map.of("keys", buckets.keys(), "plans", plans.all().size()));
    }

    void startSweeper(CloseStack started) {
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
