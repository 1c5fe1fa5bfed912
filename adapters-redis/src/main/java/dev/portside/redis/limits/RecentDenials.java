package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.Plan;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Buckets that denied a moment ago, which go on denying what they cannot have yet.
 *
 * <p>Method: a bucket that was seen once never has more tokens than the rules say for the time since then, whoever takes
 * of it meanwhile; only a reset, a new plan, or a bulk that gives back, gives more. The time since is counted from before the
 * question for the decision, and from after the answer for the retry time that is told: neither is ever too good. One place
 * per hash, so memory is bounded and the latest denial wins. Hazard: what another instance resets or gives back, this one
 * may deny for {@link #AGE_MAX} more; the same holds for a plan that another instance has changed.
 */
final class RecentDenials {
    static final Duration AGE_MAX = Duration.ofMillis(100);
    private static final int PLACES = 1 << 13;

    private record Denial(LimitKey key, LimitCall.Reply reply) {}

    private final AtomicReferenceArray<Denial> places = new AtomicReferenceArray<>(PLACES);
    private final AtomicLong resets = new AtomicLong();

    /** To be asked for before a call whose denial is to be remembered. */
    long resets() {
        return resets.get();
    }

    /** @param resetsBefore what {@link #resets} said before the call */
    void remember(LimitKey key, LimitCall.Reply reply, long resetsBefore) {
        Denial denial = new Denial(key, reply);
        places.set(place(key), denial);
        if (resets.get() != resetsBefore) {
            places.compareAndSet(place(key), denial, null);
        }
    }

    /** The key was reset in the store. */
    void forget(LimitKey key) {
        resets.incrementAndGet();
        places.set(place(key), null);
    }

    /**
     * The denial that the store would give as well.
     *
     * @param known the plans as they stand, for all that is known
     */
    Optional<Decision> decide(LimitRequest request, KnownPlans known, long nanos) {
        Denial denial = places.get(place(request.key()));
        if (denial == null || !denial.key.equals(request.key()) || !denial.reply.isUnder(known)) {
            return Optional.empty();
        }
        long agedNanos = nanos - denial.reply.sentNanos();
        if (agedNanos > AGE_MAX.toNanos()) {
            return Optional.empty();
        }
        Plan plan = denial.reply.plan(0);
        Bucket bucket = denial.reply.bucket(0);
        long latest = denial.reply.nowMicros() + Math.ceilDiv(agedNanos, 1_000);
        if (plan.check(bucket, latest, request.cost()) instanceof Decision.Allowed) {
            return Optional.empty();
        }
        long earliest = denial.reply.nowMicros() + (nanos - denial.reply.receivedNanos()) / 1_000;
        return Optional.of(plan.check(bucket, earliest, request.cost()));
    }

    private static int place(LimitKey key) {
        int hash = key.hashCode();
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }
}
