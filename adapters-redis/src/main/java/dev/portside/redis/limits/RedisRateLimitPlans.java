package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.PlanTable;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.RateLimitPlans;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.shared.Unavailable;
import dev.portside.redis.Commands;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisAway;
import dev.portside.redis.RedisFaults;
import dev.portside.redis.Script;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.protocol.CommandArgs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plans in Redis, shared by all instances.
 *
 * <p>Method: a hash of terms by prefix, and a generation that every change raises. Each instance keeps a copy of all plans
 * with its generation, and every call to the buckets names it: the script refuses a generation that does not stand any
 * more, whereupon the copy is loaded anew. So all instances are under a new plan with their next call that reaches Redis,
 * at the cost of one look-up per round trip. Versions are times of the server, so that none comes twice, not even after a
 * flush. The plan of all keys is one of them: an instance that starts with other terms for it than those that stand puts its
 * own in their place, for all instances. So instances that are set differently while one after the other is replaced never
 * keep the same buckets under different terms.
 */
public final class RedisRateLimitPlans implements RateLimitPlans {
    private static final String UNKNOWN_GENERATION = "unknown";

    /** For so long at most buckets of a cluster may be under an older plan, when who changed it could not tell all. */
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private static final Duration ANSWER_TIME_MAX = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private static final Script LOAD = Script.of(RedisRateLimitPlans.class, "versions.lua", "plans.lua");
    private static final Script PUT = Script.of(RedisRateLimitPlans.class, "versions.lua", "put-plan.lua");
    private static final Script REMOVE = Script.of(RedisRateLimitPlans.class, "versions.lua", "remove-plan.lua");

    private final Commands redis;
    private final Optional<ClusterParts> parts;
    private final byte[] generationKey;
    private final byte[] plansKey;
    private final Plan fallback;
    private final String fallbackTerms;
    private final AtomicLong lookedNanos = new AtomicLong(System.nanoTime());
    private volatile KnownPlans known;

    /**
     * @param prefix of all keys in Redis
     * @param fallback governs all keys without a plan of their own, from the first {@link #load} on in all instances
     */
    public RedisRateLimitPlans(Redis redis, String prefix, Terms fallback) {
        this(redis, Optional.empty(), prefix, fallback);
    }

    /** Plans in a cluster, for the buckets in all of its parts. */
    public RedisRateLimitPlans(ClusterParts parts, Terms fallback) {
        this(parts.home(), Optional.of(parts), parts.homePrefix(), fallback);
    }

    RedisRateLimitPlans(Commands redis, Optional<ClusterParts> parts, String prefix, Terms fallback) {
        this.redis = redis;
        this.parts = parts;
        this.generationKey = Place.bytes(prefix + "generation");
        this.plansKey = Place.bytes(prefix + "plans");
        this.fallback = new Plan(Prefix.NONE, fallback, 0);
        this.fallbackTerms = TermsText.of(fallback);
        this.known = new KnownPlans(UNKNOWN_GENERATION, new PlanTable(this.fallback));
    }

    @Override
    public Plan governing(LimitKey key) {
        return known.table().governing(key);
    }

    @Override
    public Optional<Plan> find(Prefix prefix) {
        return await(load(0)).table().find(prefix);
    }

    @Override
    public List<Plan> all() {
        return List.copyOf(await(load(0)).table().plans());
    }

    @Override
    public Put put(Prefix prefix, Terms terms, Optional<Set<Long>> expected) {
        CommandArgs<byte[], byte[]> arguments =
                keys().add(Place.bytes(prefix.value())).add(TermsText.of(terms)).add(PLANS_MAX + 1);
        expected.ifPresent(versions -> versions.forEach(arguments::add));
        List<Object> answer = await(PUT.run(redis, RedisRateLimitPlans::array, arguments));
        Plan stored = new Plan(prefix, terms, Long.parseLong(text(answer.get(1))));
        spread();
        return switch (Math.toIntExact((Long) answer.get(0))) {
            case 0 -> new Put.Stored(stored, false);
            case 1 -> new Put.Stored(stored, true);
            case 2 -> new Put.Moved();
            default -> new Put.Full();
        };
    }

    @Override
    public Removal remove(Prefix prefix, Optional<Set<Long>> expected) {
        CommandArgs<byte[], byte[]> arguments = keys().add(Place.bytes(prefix.value()));
        expected.ifPresent(versions -> versions.forEach(arguments::add));
        long answer = await(REMOVE.run(redis, () -> new IntegerOutput<>(ByteArrayCodec.INSTANCE), arguments));
        spread();
        return switch (Math.toIntExact(answer)) {
            case 0 -> Removal.REMOVED;
            case 1 -> Removal.MOVED;
            default -> Removal.UNKNOWN;
        };
    }

    /** Returns when all buckets are under the plans that stand now. */
    private void spread() {
        KnownPlans standing = await(load(0));
        parts.ifPresent(all -> await(all.raise(standing.generation())));
    }

    /** Whether Redis has ever told the plans here. */
    boolean areKnown() {
        return !known.generation().equals(UNKNOWN_GENERATION);
    }

    /** What is known now; asks nobody. */
    KnownPlans known() {
        return known;
    }

    /** What is known now. In a cluster, where not every call meets who knows better, it is looked up now and then. */
    KnownPlans current() {
        if (parts.isPresent()) {
            long now = System.nanoTime();
            long looked = lookedNanos.get();
            if (now - looked > LOOK_INTERVAL.toNanos() && lookedNanos.compareAndSet(looked, now)) {
                CompletableFuture<?> _ = load(0);
            }
        }
        return known;
    }

    byte[] generationKey() {
        return generationKey;
    }

    /**
     * Loads the plans that stand, which are known then.
     *
     * @param heard the newest generation that was heard of, or 0
     */
    CompletableFuture<KnownPlans> load(long heard) {
        boolean first = !areKnown();
        return LOAD.run(
                        redis,
                        RedisRateLimitPlans::array,
                        keys().add(fallbackTerms).add(first ? 1 : 0).add(heard))
                .thenApply(answer -> {
                    KnownPlans loaded = read(answer);
                    if (!loaded.generation().equals(known.generation())) {
                        known = loaded;
                    }
                    return known;
                });
    }

    private KnownPlans read(List<Object> answer) {
        List<?> fields = (List<?>) answer.get(1);
        List<Plan> plans = new ArrayList<>();
        for (int i = 0; i < fields.size(); i += 2) {
            String[] versionAndTerms = text(fields.get(i + 1)).split(" ", 2);
            plans.add(new Plan(
                    new Prefix(text(fields.get(i))),
                    TermsText.read(versionAndTerms[1]),
                    Long.parseLong(versionAndTerms[0])));
        }
        return new KnownPlans(text(answer.get(0)), new PlanTable(fallback).with(plans));
    }

    private CommandArgs<byte[], byte[]> keys() {
        return Redis.arguments().add(2).addKey(generationKey).addKey(plansKey);
    }

    private static CommandOutput<byte[], byte[], List<Object>> array() {
        return new ArrayOutput<>(ByteArrayCodec.INSTANCE);
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_TIME_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            RuntimeException fault = RedisFaults.of(e);
            throw fault instanceof RedisAway ? unavailable(fault) : fault;
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private static Unavailable unavailable(Exception cause) {
        return new Unavailable("the plans are out of reach", RETRY_AFTER, cause);
    }
}
