package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.redis.Commands;
import dev.portside.redis.Redis;
import dev.portside.redis.RedisCluster;
import dev.portside.redis.Script;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * The parts into which the buckets of a cluster are divided, each in one slot, so that one script decides many of its
 * calls.
 *
 * <p>Method: the slots are divided into {@value #COUNT} ranges of equal length. A key belongs to the part in whose range its
 * own slot is; all keys of a part are in the slot of its tag, which stands in braces in their names and is in the same
 * range. So the parts are spread over the nodes as the slots are. Cost: no more than {@value #COUNT} nodes share the work.
 */
public final class ClusterParts {
    static final int COUNT = 32;

    private static final int SLOTS_EACH = RedisCluster.SLOTS / COUNT;
    private static final Script RAISE = Script.of(ClusterParts.class, "raise.lua");

    private final RedisCluster cluster;
    private final List<String> prefixes;

    /** @param prefix of all keys */
    public ClusterParts(RedisCluster cluster, String prefix) {
        this.cluster = cluster;
        this.prefixes = IntStream.range(0, COUNT)
                .mapToObj(part -> prefix + "{" + tag(part) + "}:")
                .toList();
    }

    private static String tag(int part) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(Integer::toString)
                .filter(tag -> RedisCluster.slot(Place.bytes(tag)) / SLOTS_EACH == part)
                .findFirst()
                .orElseThrow();
    }

    /** The number of the key's part. */
    static int part(LimitKey key) {
        return RedisCluster.slot(Place.bytes(key.value())) / SLOTS_EACH;
    }

    /** @param name of the buckets */
    Place place(int part, String name) {
        return Place.part(commands(part), prefixes.get(part), name);
    }

    /** Where the plans are. */
    Commands home() {
        return commands(0);
    }

    String homePrefix() {
        return prefixes.getFirst() + "home:";
    }

    private Commands commands(int part) {
        return cluster.slot(RedisCluster.slot(Place.bytes(prefixes.get(part))));
    }

    /** Lets all parts hear of a generation of plans, so that nothing is taken under an older one any more. */
    CompletableFuture<Void> raise(String generation) {
        return CompletableFuture.allOf(IntStream.range(0, COUNT)
                .mapToObj(part -> RAISE.run(
                        commands(part),
                        () -> new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                        Redis.arguments()
                                .add(1)
                                .addKey(Place.bytes(prefixes.get(part) + "generation"))
                                .add(generation)))
                .toArray(CompletableFuture[]::new));
    }
}
