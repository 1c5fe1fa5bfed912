package dev.portside.redis.memory;

import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.Standing;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Buckets in memory.
 *
 * <p>Method: a map of immutable states. A single call reads a state, decides, and swaps it against the next one; when
 * another call was faster it decides anew. A bulk first puts a mark of its own in place of each of its keys' states, in
 * the order of the keys, so that two bulks never wait for each other; then it decides, and puts the new states in place of
 * its marks. Who finds a mark waits for the end of that bulk. Hazard: the plan is asked for after the state was read; the
 * other way round, a slow call could write under a plan that is gone and open the bucket once more.
 */
public final class InMemoryRateLimits implements RateLimits {
    private static final int OVERHEAD_BYTES = 200;
    private static final long SWEEP_PAUSE_MICROS = 1_000_000;

    private sealed interface Slot {}

    private record Stored(long planVersion, Bucket bucket) implements Slot {}

    private record Mark(CompletableFuture<Void> gone) implements Slot {}

    private final Map<LimitKey, Slot> slots = new ConcurrentHashMap<>();
    private final AtomicLong sweptAtMicros = new AtomicLong();
    private final RateLimitPlans plans;
    private final InstantSource clock;
    private final MemoryBudget memory;

    public InMemoryRateLimits(RateLimitPlans plans, InstantSource clock, MemoryBudget memory) {
        this.plans = plans;
        this.clock = clock;
        this.memory = memory;
    }

    @Override
    public Decision check(LimitRequest request) {
        Stored stored = settled(request.key());
        Plan plan = plans.governing(request.key());
        long now = nowMicros();
        return plan.check(bucket(stored, plan, now), now, request.cost());
    }

    @Override
    public Decision consume(LimitRequest request) {
        while (true) {
            Stored before = settled(request.key());
            Plan plan = plans.governing(request.key());
            long now = nowMicros();
            Plan.Take take = plan.take(bucket(before, plan, now), now, request.cost());
            boolean taken = take.decision() instanceof Decision.Allowed;
            if (!taken || swap(request.key(), before, new Stored(plan.version(), take.after()))) {
                return take.decision();
            }
        }
    }

    @Override
    public Standing reset(LimitKey key) {
        Stored before = settled(key);
        while (before != null && !drop(key, before)) {
            before = settled(key);
        }
        Plan plan = plans.governing(key);
        long now = nowMicros();
        return plan.standing(plan.terms().algorithm().full(now), now);
    }

    @Override
    public Bulk.Decisions consume(List<LimitRequest> requests, Bulk.Mode mode) {
        Map<LimitKey, @Nullable Slot> next = new HashMap<>();
        Mark mark = new Mark(new CompletableFuture<>());
        try {
            TreeMap<String, LimitKey> ordered = new TreeMap<>();
            requests.forEach(request -> ordered.put(request.key().value(), request.key()));
            ordered.values().forEach(key -> next.put(key, marked(key, mark)));
            return take(requests, mode, next);
        } finally {
            next.forEach((key, slot) -> unmark(key, mark, slot));
            mark.gone.complete(null);
        }
    }

    /** Decides over marked keys; puts what their next states are into {@code slots}. */
    private Bulk.Decisions take(List<LimitRequest> requests, Bulk.Mode mode, Map<LimitKey, @Nullable Slot> states) {
        Map<LimitKey, Bulk.Governed> governed = new HashMap<>();
        long now = nowMicros();
        states.forEach((key, slot) -> {
            Plan plan = plans.governing(key);
            governed.put(key, new Bulk.Governed(plan, bucket((Stored) slot, plan, now)));
        });
        Bulk.Take take = Bulk.take(requests, governed, now, mode);
        take.changed()
                .forEach((key, after) -> states.put(key, new Stored(after.plan().version(), after.bucket())));
        return take.decisions();
    }

    /** Forgets the keys whose buckets are full. Looks at all keys. */
    public void dropFull() {
        long now = nowMicros();
        slots.forEach((key, slot) -> {
            if (slot instanceof Stored stored && stored.bucket.fullAtMicros() <= now) {
                drop(key, stored);
            }
        });
    }

    /** How many keys are kept. */
    public int keys() {
        return slots.size();
    }

    /** The key's state when no bulk is at work on it. */
    private @Nullable Stored settled(LimitKey key) {
        while (true) {
            switch (slots.get(key)) {
                case Mark mark -> mark.gone.join();
                case Stored stored -> {
                    return stored;
                }
                case null -> {
                    return null;
                }
            }
        }
    }

    private static Bucket bucket(@Nullable Stored stored, Plan plan, long now) {
        return stored != null && stored.planVersion == plan.version()
                ? stored.bucket
                : plan.terms().algorithm().full(now);
    }

    private boolean swap(LimitKey key, @Nullable Stored before, Slot after) {
        if (before != null) {
            return slots.replace(key, before, after);
        }
        reserve(weight(key));
        if (slots.putIfAbsent(key, after) == null) {
            return true;
        }
        memory.release(weight(key));
        return false;
    }

    private boolean drop(LimitKey key, Slot slot) {
        boolean dropped = slots.remove(key, slot);
        if (dropped) {
            memory.release(weight(key));
        }
        return dropped;
    }

    private @Nullable Stored marked(LimitKey key, Mark mark) {
        Stored before = settled(key);
        while (!swap(key, before, mark)) {
            before = settled(key);
        }
        return before;
    }

    private void unmark(LimitKey key, Mark mark, @Nullable Slot next) {
        if (next == null) {
            drop(key, mark);
        } else {
            slots.replace(key, mark, next);
        }
    }

    /** When memory is full, keys that could be forgotten are, but not more often than once in a while. */
    private void reserve(long bytes) {
        try {
            memory.reserve(bytes);
        } catch (Unavailable e) {
            long now = nowMicros();
            long swept = sweptAtMicros.get();
            if (now - swept < SWEEP_PAUSE_MICROS || !sweptAtMicros.compareAndSet(swept, now)) {
                throw e;
            }
            dropFull();
            memory.reserve(bytes);
        }
    }

    private long nowMicros() {
        Instant now = clock.instant();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    }

    private static long weight(LimitKey key) {
        return OVERHEAD_BYTES + 2L * key.value().length();
    }
}
