package dev.portside.domain.ratelimits;

import java.util.Optional;

/**
 * The terms for all keys with one prefix.
 *
 * @param version names this plan with these terms among all plans there ever were: a bucket belongs to one version. Under
 *     another it begins full, so that a change of plan forgives what was taken; it admits at most one capacity more per
 *     key, and never leaves a caller worse off than the new terms say
 */
public record Plan(Prefix prefix, Terms terms, long version) {
    /** What becomes of a bucket when tokens are asked of it; {@code after} is the same bucket unless they were given. */
    public record Take(Decision decision, Bucket after) {}

    /** The name in header fields and problems: {@code default} for the plan of all keys, else {@link Prefix#ascii}. */
    public String name() {
        return prefix.equals(Prefix.NONE) ? "default" : prefix.ascii();
    }

    public Take take(Bucket bucket, long nowMicros, long cost) {
        if (cost > terms.algorithm().capacity()) {
            return new Take(new Decision.NeverFits(standing(bucket, nowMicros)), bucket);
        }
        Optional<Bucket> after = bucket.take(nowMicros, cost);
        if (after.isPresent()) {
            return new Take(new Decision.Allowed(standing(after.get(), nowMicros)), after.get());
        }
        return new Take(new Decision.Denied(standing(bucket, nowMicros), bucket.retryMicros(nowMicros, cost)), bucket);
    }

    /** Whether the tokens would be given, and how the key stands without taking them. */
    public Decision check(Bucket bucket, long nowMicros, long cost) {
        Decision decision = take(bucket, nowMicros, cost).decision();
        return decision instanceof Decision.Allowed ? new Decision.Allowed(standing(bucket, nowMicros)) : decision;
    }

    public Standing standing(Bucket bucket, long nowMicros) {
        return new Standing(
                this,
                bucket.tokens(nowMicros),
                bucket.nextTokenMicros(nowMicros),
                Math.max(0, bucket.fullAtMicros() - nowMicros));
    }
}
