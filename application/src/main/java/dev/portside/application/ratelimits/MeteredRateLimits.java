package dev.portside.application.ratelimits;

import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.Standing;
import java.util.List;

/** Counts what other rate limits decide, request by request; checks and what never fits are no decisions. */
public final class MeteredRateLimits implements RateLimits {
    private final RateLimits limits;
    private final LimitMeter meter;

    public MeteredRateLimits(RateLimits limits, LimitMeter meter) {
        this.limits = limits;
        this.meter = meter;
    }

    @Override
    public Decision check(LimitRequest request) {
        return limits.check(request);
    }

    @Override
    public Decision consume(LimitRequest request) {
        Decision decision = limits.consume(request);
        count(decision);
        return decision;
    }

    @Override
    public Standing reset(LimitKey key) {
        return limits.reset(key);
    }

    @Override
    public Bulk.Decisions consume(List<LimitRequest> requests, Bulk.Mode mode) {
        Bulk.Decisions decisions = limits.consume(requests, mode);
        decisions.each().forEach(this::count);
        return decisions;
    }

    private void count(Decision decision) {
        switch (decision) {
            case Decision.Allowed _ -> meter.admitted();
            case Decision.Denied _ -> meter.denied();
            case Decision.NeverFits _ -> {}
        }
    }
}
