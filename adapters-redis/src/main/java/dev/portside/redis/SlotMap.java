package dev.portside.redis;

import io.lettuce.core.cluster.SlotHash;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which node of a cluster has which slots, as one of them said. Immutable. */
final class SlotMap {
    /** Nobody has any. */
    static final SlotMap EMPTY = new SlotMap(new RedisAddress[SlotHash.SLOT_COUNT]);

    private final @Nullable RedisAddress[] masters;

    private SlotMap(@Nullable RedisAddress[] masters) {
        this.masters = masters;
    }

    /**
     * @param slots the answer to {@code CLUSTER SLOTS}: ranges of slots, each with its master's place first
     * @param asked who answered; the others are asked in the same way, and it may not know its own name
     */
    static SlotMap of(List<Object> slots, RedisAddress asked) {
        @Nullable RedisAddress[] masters = new RedisAddress[SlotHash.SLOT_COUNT];
        for (Object range : slots) {
            List<?> parts = (List<?>) range;
            List<?> place = (List<?>) parts.get(2);
            String host = place.get(0) instanceof byte[] name && name.length > 0
                    ? new String(name, StandardCharsets.UTF_8)
                    : asked.host();
            RedisAddress master = asked.at(host, Math.toIntExact((Long) place.get(1)));
            Arrays.fill(
                    masters, Math.toIntExact((Long) parts.get(0)), Math.toIntExact((Long) parts.get(1)) + 1, master);
        }
        return new SlotMap(masters);
    }

    Optional<RedisAddress> master(int slot) {
        return Optional.ofNullable(masters[slot]);
    }

    Set<RedisAddress> masters() {
        return Arrays.stream(masters).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    boolean isWhole() {
        return Arrays.stream(masters).allMatch(Objects::nonNull);
    }
}
