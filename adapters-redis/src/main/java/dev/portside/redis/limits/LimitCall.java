package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One call to the buckets, which ends with a {@link Reply} or not at all. */
final class LimitCall {
    /** What the call does, by the numbers that the script knows. */
    enum What {
        INDEPENDENT(0),
        ALL_OR_NOTHING(1),
        CHECK(2),
        RESET(3);

        private static final int COUNT = 4;

        private final int number;

        What(int number) {
            this.number = number;
        }

        static What of(Bulk.Mode mode) {
            return switch (mode) {
                case ALL_OR_NOTHING -> What.ALL_OR_NOTHING;
                case INDEPENDENT -> What.INDEPENDENT;
            };
        }

        /** In one number with the number of requests. */
        long with(int requests) {
            return (long) COUNT * requests + number;
        }
    }

    private final What what;
    private final List<LimitRequest> requests;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final long sinceNanos;

    LimitCall(What what, List<LimitRequest> requests) {
        this(what, requests, System.nanoTime());
    }

    /** @param sinceNanos when the caller began to wait */
    LimitCall(What what, List<LimitRequest> requests, long sinceNanos) {
        this.what = what;
        this.requests = requests;
        this.sinceNanos = sinceNanos;
    }

    What what() {
        return what;
    }

    List<LimitRequest> requests() {
        return requests;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    CompletableFuture<Reply> reply() {
        return reply;
    }

    /**
     * The buckets as the call found them, from which the domain's rules tell the rest.
     *
     * @param known the plans under which the store decided
     * @param numbers the whole answer; {@code at} is where this call's part begins
     * @param sentNanos a time of this process before the decision; {@code receivedNanos} one after it
     */
    record Reply(KnownPlans known, Plan[] plans, long[] numbers, int at, long sentNanos, long receivedNanos) {
        static final int NUMBERS_PER_REQUEST = 4;

        long nowMicros() {
            return numbers[0];
        }

        /** Whether those plans were the ones that stood. */
        boolean isUnder(KnownPlans plans) {
            return known.generation().equals(plans.generation());
        }

        private boolean given(int request) {
            return numbers[at + NUMBERS_PER_REQUEST * request] == 1;
        }

        Plan plan(int request) {
            return plans[request];
        }

        Bucket bucket(int request) {
            int row = at + NUMBERS_PER_REQUEST * request;
            return TermsText.bucket(
                    plans[request].terms().algorithm(), numbers[row + 1], numbers[row + 2], numbers[row + 3]);
        }

        Decision consumed(long cost) {
            Decision decision = plan(0).take(bucket(0), nowMicros(), cost).decision();
            agree(0, decision);
            return decision;
        }

        Decision checked(long cost) {
            return plan(0).check(bucket(0), nowMicros(), cost);
        }

        Bulk.Decisions consumed(List<LimitRequest> requests, Bulk.Mode mode) {
            Bulk.Decisions decisions = supposed(requests, mode);
            for (int i = 0; i < requests.size(); i++) {
                agree(i, decisions.each().get(i));
            }
            return decisions;
        }

        /** What would be decided if the requests were to take tokens. */
        Bulk.Decisions supposed(List<LimitRequest> requests, Bulk.Mode mode) {
            return Bulk.take(requests, buckets(requests), nowMicros(), mode).decisions();
        }

        /** The decisions when nothing is taken, whatever this store would give. */
        List<Decision> refused(List<LimitRequest> requests, Bulk.Mode mode) {
            return Bulk.refused(requests, buckets(requests), nowMicros(), mode);
        }

        private Map<LimitKey, Bulk.Governed> buckets(List<LimitRequest> requests) {
            Map<LimitKey, Bulk.Governed> buckets = new HashMap<>();
            for (int i = 0; i < requests.size(); i++) {
                buckets.put(requests.get(i).key(), new Bulk.Governed(plan(i), bucket(i)));
            }
            return buckets;
        }

        /** The script and the rules are one law in two languages. */
        private void agree(int request, Decision decision) {
            if (given(request) != decision instanceof Decision.Allowed) {
                throw new IllegalStateException("the store " + (given(request) ? "gave" : "did not give")
                        + " what the rules decide otherwise: " + bucket(request) + " at " + nowMicros());
            }
        }
    }
}
