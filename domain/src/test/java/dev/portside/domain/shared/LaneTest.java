package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final int KEYS_PER_LANE = 200;

    @Test
    void neverMovesAKey() {
        assertThat(Lane.of("user_123").number()).isEqualTo(100);
        assertThat(Lane.of("").number()).isZero();
        assertThat(Lane.of("ключ").number()).isEqualTo(2);
    }

    @Test
    void spreadsNumberedKeys() {
        assertEven(Integer::toString);
        assertEven(i -> "user_" + i);
        assertEven("order-%06d"::formatted);
    }

    @Test
    void spreadsHashesAndUuids() throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        assertEven(i -> HexFormat.of().formatHex(md5.digest(("abcdefg" + i).getBytes())));
        assertEven(i ->
                UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)}).toString());
    }

    @Test
    void hasANumberWithinItsBounds() {
        assertThat(new Lane(0).number()).isZero();
        assertThat(new Lane(Lane.COUNT - 1).number()).isEqualTo(255);
        assertThatThrownBy(() -> new Lane(-1)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Lane(Lane.COUNT)).isInstanceOf(Invalid.class);
    }

    /** No lane has more than 1.5 times its share: with even chances that happens once in billions of runs. */
    private static void assertEven(IntFunction<String> key) {
        int[] counts = new int[Lane.COUNT];
        IntStream.range(0, Lane.COUNT * KEYS_PER_LANE)
                .forEach(i -> counts[Lane.of(key.apply(i)).number()]++);
        assertThat(IntStream.of(counts).max().orElseThrow()).isLessThan(KEYS_PER_LANE * 3 / 2);
        assertThat(IntStream.of(counts).min().orElseThrow()).isGreaterThan(KEYS_PER_LANE / 2);
    }
}
