package dev.portside.redis.limits;

import dev.portside.redis.Commands;
import dev.portside.redis.Script;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.IntegerOutput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Where buckets are that one script can decide together: on one server, or in a part of a cluster.
 *
 * @param generationKey names the plans under which it decides
 * @param keyPrefix of the buckets
 * @param resetsKey tells of resets, where tokens are given back
 */
record Place(Commands commands, byte[] generationKey, String keyPrefix, Optional<byte[]> resetsKey) {
    private static final Script DECIDE =
            Script.of(Place.class, "rules.lua", "keep.lua", "one-server.lua", "decide.lua");
    private static final Script DECIDE_PART = Script.of(Place.class, "rules.lua", "keep.lua", "part.lua", "decide.lua");

    private static final Script GIVE_BACK =
            Script.of(Place.class, "rules.lua", "keep.lua", "back.lua", "give-back.lua");

    /** @param prefix of all keys of the part */
    static Place part(Commands commands, String prefix, String name) {
        return new Place(
                commands, bytes(prefix + "generation"), prefix + name + ":", Optional.of(bytes(prefix + "resets")));
    }

    CompletableFuture<long[]> decide(Wording wording) {
        return (resetsKey.isPresent() ? DECIDE_PART : DECIDE)
                .run(commands, NumbersOutput::new, wording.arguments(generationKey, keyPrefix, resetsKey));
    }

    CompletableFuture<Long> giveBack(GivingBack back) {
        return GIVE_BACK.run(
                commands,
                () -> new IntegerOutput<>(ByteArrayCodec.INSTANCE),
                back.arguments(resetsKey.orElseThrow(), keyPrefix));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
