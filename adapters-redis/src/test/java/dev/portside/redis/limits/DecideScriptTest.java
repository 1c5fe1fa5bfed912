package dev.portside.redis.limits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.redis.TestRedis;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whole calls on the server's clock: the test keeps buckets of its own and lets the domain's rules decide each call at the
 * moment that the server named. Refills take milliseconds, so that buckets fill and expire between the calls.
 */
class DecideScriptTest {
    private static final int CALLS = 20_000;
    private static final int REQUESTS_MAX = 5;

    private final RandomGenerator random = SeededRandom.of("DecideScriptTest");
    private final Map<LimitKey, Bulk.Governed> model = new HashMap<>();
    private LimitCalls calls;
    private RedisRateLimitPlans plans;

    @BeforeEach
    void open() {
        String prefix = TestRedis.freshPrefix();
        plans = new RedisRateLimitPlans(TestRedis.shared(), prefix, terms(new TokenBucket(5, new Refill(3, 4_000))));
        Place place = new Place(TestRedis.shared(), plans.generationKey(), prefix + "bucket:", Optional.empty());
        calls = new LimitCalls(place, plans, Duration.ofSeconds(10));
        plans.put(new Prefix("g"), terms(new Gcra(4, 700)), Optional.empty());
        plans.put(new Prefix("w"), terms(new SlidingWindow(6, 3_000)), Optional.empty());
    }

    @Test
    void everyCallEndsAsTheDomainDecides() {
        for (int i = 0; i < CALLS; i++) {
            List<LimitRequest> requests = Stream.generate(this::request)
                    .limit(1 + random.nextInt(REQUESTS_MAX))
                    .toList();
            switch (random.nextInt(10)) {
                case 0 -> check(requests.getFirst());
                case 1 -> reset(requests.getFirst().key());
                case 2 -> change(random.nextBoolean() ? "g" : "w");
                default -> consume(requests, Bulk.Mode.values()[random.nextInt(2)]);
            }
        }
    }

    private void consume(List<LimitRequest> requests, Bulk.Mode mode) {
        LimitCall.What what =
                mode == Bulk.Mode.INDEPENDENT ? LimitCall.What.INDEPENDENT : LimitCall.What.ALL_OR_NOTHING;
        LimitCall.Reply reply = calls.await(new LimitCall(what, requests));
        Map<LimitKey, Bulk.Governed> before = new HashMap<>();
        requests.forEach(request -> before.put(request.key(), governed(request.key(), reply.nowMicros())));
        Bulk.Take take = Bulk.take(requests, before, reply.nowMicros(), mode);
        assertThat(reply.consumed(requests, mode)).isEqualTo(take.decisions());
        model.putAll(take.changed());
    }

    private void check(LimitRequest request) {
        LimitCall.Reply reply = calls.await(new LimitCall(LimitCall.What.CHECK, List.of(request)));
        Bulk.Governed governed = governed(request.key(), reply.nowMicros());
        assertThat(reply.checked(request.cost()))
                .isEqualTo(governed.plan().check(governed.bucket(), reply.nowMicros(), request.cost()));
    }

    private void reset(LimitKey key) {
        calls.await(new LimitCall(LimitCall.What.RESET, List.of(new LimitRequest(key, 1))));
        model.remove(key);
    }

    private void change(String prefix) {
        Algorithm algorithm = plans.governing(new LimitKey(prefix)).terms().algorithm();
        long capacity = 3 + random.nextInt(3);
        Algorithm changed = switch (algorithm) {
            case Gcra gcra -> new Gcra(capacity, gcra.intervalMicros());
            case SlidingWindow window -> new SlidingWindow(capacity, window.windowMicros());
            case TokenBucket bucket -> new TokenBucket(capacity, bucket.refill());
        };
        plans.put(new Prefix(prefix), terms(changed), Optional.empty());
    }

    private Bulk.Governed governed(LimitKey key, long now) {
        Plan plan = plans.governing(key);
        Bulk.Governed kept = model.get(key);
        boolean stands =
                kept != null && kept.plan().equals(plan) && kept.bucket().fullAtMicros() > now;
        Bucket full = plan.terms().algorithm().full(now);
        return stands ? kept : new Bulk.Governed(plan, full);
    }

    private LimitRequest request() {
        String key = "twg".charAt(random.nextInt(3)) + "-" + random.nextInt(4);
        return new LimitRequest(new LimitKey(key), 1 + random.nextInt(random.nextInt(20) == 0 ? 8 : 3));
    }

    private static Terms terms(Algorithm algorithm) {
        return new Terms(algorithm, OnFailure.CLOSED);
    }
}
