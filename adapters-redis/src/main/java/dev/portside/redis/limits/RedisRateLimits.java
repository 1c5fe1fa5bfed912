package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.Standing;
import dev.portside.domain.shared.Unavailable;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisAway;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Buckets in Redis, each under a prefix and its key.
 *
 * <p>Method: scripts decide on the server's clock and answer with the buckets that they found, from which the domain's
 * rules tell here what was decided. What this process knows to be denied is not asked again, see {@link RecentDenials}.
 * When Redis does not answer in time, the plan's {@link OnFailure} decides: a bucket of this process, or nobody.
 */
public final class RedisRateLimits implements RateLimits {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final LimitRequest WARM_UP = new LimitRequest(new LimitKey("warm-up"), 1);
    private static final int WARM_UP_TRIES_MAX = 10;

    private final RedisRateLimitPlans plans;
    private final List<LimitCalls> parts;
    private final RecentDenials denials = new RecentDenials();
    private final BulkOverParts bulks;
    private final OnFailure beforePlans;
    private final RateLimits local;
    private final LimitMeter meter;

    /**
     * @param prefix of the buckets' keys
     * @param timeout after which Redis counts as away for a call
     * @param beforePlans what counts for all keys while Redis is away and has never told the plans: any of them may be closed
     * @param local decides for plans that are open while Redis is away, under the same plans
     */
    public RedisRateLimits(
            Redis redis,
            RedisRateLimitPlans plans,
            String prefix,
            Duration timeout,
            OnFailure beforePlans,
            RateLimits local,
            LimitMeter meter) {
        this(
                plans,
                List.of(new Place(redis, plans.generationKey(), prefix, Optional.empty())),
                timeout,
                beforePlans,
                local,
                meter);
    }

    /**
     * Buckets in all parts of a cluster.
     *
     * @param name of the buckets; the other parameters are as for one server
     */
    public RedisRateLimits(
            ClusterParts parts,
            RedisRateLimitPlans plans,
            String name,
            Duration timeout,
            OnFailure beforePlans,
            RateLimits local,
            LimitMeter meter) {
        this(
                plans,
                IntStream.range(0, ClusterParts.COUNT)
                        .mapToObj(part -> parts.place(part, name))
                        .toList(),
                timeout,
                beforePlans,
                local,
                meter);
    }

    private RedisRateLimits(
            RedisRateLimitPlans plans,
            List<Place> places,
            Duration timeout,
            OnFailure beforePlans,
            RateLimits local,
            LimitMeter meter) {
        this.plans = plans;
        this.parts = places.stream()
                .map(place -> new LimitCalls(place, plans, timeout))
                .toList();
        this.bulks = new BulkOverParts(parts, plans, denials, timeout);
        this.beforePlans = beforePlans;
        this.local = local;
        this.meter = meter;
    }

    private LimitCalls calls(LimitKey key) {
        return parts.size() == 1 ? parts.getFirst() : parts.get(ClusterParts.part(key));
    }

    /**
     * Lets this process make itself ready for its first call, which would not be answered in time else, and know the plans
     * in case Redis goes away before. Returns when that is done, and without it when Redis is not there.
     */
    public void warmUp() {
        for (int tries = 0; tries < WARM_UP_TRIES_MAX; tries++) {
            try {
                List<LimitCall> each = parts.stream()
                        .map(_ -> new LimitCall(LimitCall.What.CHECK, List.of(WARM_UP)))
                        .toList();
                for (int i = 0; i < parts.size(); i++) {
                    parts.get(i).begin(each.get(i));
                }
                for (int i = 0; i < parts.size(); i++) {
                    LimitCall.Reply _ = parts.get(i).end(each.get(i));
                }
                return;
            } catch (RedisAway _) {
                // It needs more time, or is away: a few tries tell.
            }
        }
    }

    @Override
    public Decision check(LimitRequest request) {
        List<LimitRequest> alone = List.of(request);
        try {
            return calls(request.key())
                    .await(new LimitCall(LimitCall.What.CHECK, alone))
                    .checked(request.cost());
        } catch (RedisAway away) {
            failOver(alone, away);
            return local.check(request);
        }
    }

    @Override
    public Decision consume(LimitRequest request) {
        Optional<Decision> denied = denials.decide(request, plans.known(), System.nanoTime());
        if (denied.isPresent()) {
            meter.local();
            return denied.get();
        }
        List<LimitRequest> alone = List.of(request);
        long resets = denials.resets();
        try {
            LimitCall.Reply reply = calls(request.key()).await(new LimitCall(LimitCall.What.INDEPENDENT, alone));
            Decision decision = reply.consumed(request.cost());
            if (decision instanceof Decision.Denied) {
                denials.remember(request.key(), reply, resets);
            }
            return decision;
        } catch (RedisAway away) {
            failOver(alone, away);
            return local.consume(request);
        }
    }

    @Override
    public Standing reset(LimitKey key) {
        try {
            Decision full = calls(key)
                    .await(new LimitCall(LimitCall.What.RESET, List.of(new LimitRequest(key, 1))))
                    .checked(1);
            denials.forget(key);
            local.reset(key);
            return full.standing();
        } catch (RedisAway away) {
            throw unavailable(away);
        }
    }

    @Override
    public Bulk.Decisions consume(List<LimitRequest> requests, Bulk.Mode mode) {
        try {
            return parts.size() == 1
                    ? parts.getFirst()
                            .await(new LimitCall(LimitCall.What.of(mode), requests))
                            .consumed(requests, mode)
                    : bulks.consume(requests, mode);
        } catch (RedisAway away) {
            failOver(requests, away);
            return local.consume(requests, mode);
        }
    }

    /** Throws unless all of the keys' plans let this process decide. */
    private void failOver(List<LimitRequest> requests, RedisAway away) {
        requests.forEach(_ -> meter.failedOver());
        if (requests.stream().anyMatch(this::isClosed)) {
            throw unavailable(away);
        }
    }

    private boolean isClosed(LimitRequest request) {
        OnFailure onFailure =
                plans.areKnown() ? plans.governing(request.key()).terms().onFailure() : beforePlans;
        return onFailure == OnFailure.CLOSED;
    }

    private static Unavailable unavailable(RedisAway away) {
        return new Unavailable("the rate limits are out of reach", RETRY_AFTER, away);
    }
}
