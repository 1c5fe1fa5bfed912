package dev.portside.domain.ratelimits;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The rule by which many requests are decided at one moment: in their order, each seeing what those before it took. */
public final class Bulk {
    public static final int REQUESTS_MAX = 1000;

    /** What becomes of the other requests when one is refused. */
    public enum Mode {
        /** All are refused: either every request gets its tokens or none does. */
        ALL_OR_NOTHING,
        /** Nothing. */
        INDEPENDENT
    }

    /** A key's bucket and the plan that governs it. */
    public record Governed(Plan plan, Bucket bucket) {}

    /**
     * One decision per request, in the same order. One that never fits refuses the whole bulk in either mode, since the
     * request must change.
     */
    public record Decisions(Mode mode, List<Decision> each) {
        /** False when nothing was taken although something was asked for; never for independent requests that fit. */
        public boolean admitted() {
            boolean fit = each.stream().noneMatch(Decision.NeverFits.class::isInstance);
            return fit && (mode == Mode.INDEPENDENT || each.stream().allMatch(Decision.Allowed.class::isInstance));
        }

        /** The least time after which all requests that were denied are allowed together, when nothing else is taken. */
        public long retryMicros() {
            return each.stream()
                    .mapToLong(decision -> decision instanceof Decision.Denied denied ? denied.retryMicros() : 0)
                    .max()
                    .orElse(0);
        }
    }

    /** The decisions, and the buckets from which something was taken, as they are then. */
    public record Take(Decisions decisions, Map<LimitKey, Governed> changed) {}

    private Bulk() {}

    /** @param buckets one for each key */
    public static Take take(List<LimitRequest> requests, Map<LimitKey, Governed> buckets, long nowMicros, Mode mode) {
        Map<LimitKey, Governed> changed = new HashMap<>();
        List<Decision> each = requests.stream()
                .map(request -> {
                    Governed governed = changed.getOrDefault(request.key(), governed(buckets, request.key()));
                    Plan.Take take = governed.plan.take(governed.bucket, nowMicros, request.cost());
                    if (take.decision() instanceof Decision.Allowed) {
                        changed.put(request.key(), new Governed(governed.plan, take.after()));
                    }
                    return take.decision();
                })
                .toList();
        Decisions decisions = new Decisions(mode, each);
        return decisions.admitted()
                ? new Take(decisions, changed)
                : new Take(new Decisions(mode, refused(requests, buckets, nowMicros, mode)), Map.of());
    }

    /**
     * The decisions when nothing is taken, on grounds that may lie elsewhere: as if each key were asked alone; where all must
     * be allowed together, for all that is asked of it.
     */
    public static List<Decision> refused(
            List<LimitRequest> requests, Map<LimitKey, Governed> buckets, long nowMicros, Mode mode) {
        Map<LimitKey, Long> totals = requests.stream()
                .collect(Collectors.groupingBy(LimitRequest::key, Collectors.summingLong(LimitRequest::cost)));
        return requests.stream()
                .map(request -> {
                    Governed governed = governed(buckets, request.key());
                    long cost = mode == Mode.INDEPENDENT
                            ? request.cost()
                            : totals.getOrDefault(request.key(), request.cost());
                    Decision alone = governed.plan.check(governed.bucket, nowMicros, cost);
                    return alone instanceof Decision.Allowed ? new Decision.Denied(alone.standing(), 0) : alone;
                })
                .toList();
    }

    private static Governed governed(Map<LimitKey, Governed> buckets, LimitKey key) {
        Governed governed = buckets.get(key);
        if (governed == null) {
            throw new IllegalArgumentException("no bucket was given for one of the keys");
        }
        return governed;
    }
}
