package dev.portside.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.json.BadJson;
import dev.portside.application.orders.OrderJson;
import dev.portside.domain.orders.Order;
import dev.portside.domain.shared.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, they are an order or {@link BadJson}. */
class OrderReaderFuzzTest {
    private static final byte[] WELL_KNOWN = WellKnownOrder.JSON.getBytes(UTF_8);
    private static final List<String> PIECES = List.of(
            "null",
            "true",
            "-1",
            "1e309",
            "1e-309",
            "1e2147483648",
            "-0",
            "0.1",
            "9".repeat(1001),
            "[]",
            "{}",
            "[{}]",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"\\",
            ",",
            ":",
            "}",
            "]",
            "\"order_uid\":1,",
            "\uFEFF",
            "NaN",
            "Infinity",
            "0x1",
            "'a'",
            "//",
            "/*",
            "[".repeat(70),
            "{\"a\":".repeat(70),
            "\"items\":[],");

    @Test
    void survivesEveryTruncation() {
        for (int length = 0; length < WELL_KNOWN.length - 2; length++) {
            assertThat(isOrder(Arrays.copyOf(WELL_KNOWN, length))).isFalse();
        }
    }

    @Test
    void survivesRandomChanges() {
        Random random = new Random(Seed.of(OrderReaderFuzzTest.class));
        for (int i = 0; i < 10_000; i++) {
            byte[] payload = random.nextBoolean() ? flipped(random) : spliced(random);
            isOrder(payload);
        }
    }

    private static byte[] flipped(Random random) {
        byte[] payload = WELL_KNOWN.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
            payload[random.nextInt(payload.length)] = (byte) random.nextInt(256);
        }
        return payload;
    }

    private static byte[] spliced(Random random) {
        int from = random.nextInt(WELL_KNOWN.length);
        int to = Math.min(WELL_KNOWN.length, from + random.nextInt(12));
        return (WellKnownOrder.JSON.substring(0, from)
                        + PIECES.get(random.nextInt(PIECES.size()))
                        + WellKnownOrder.JSON.substring(to))
                .getBytes(UTF_8);
    }

    static List<byte[]> huge() {
        return List.of(
                "[".repeat(1 << 20).getBytes(UTF_8),
                "{\"a\":".repeat(1 << 18).getBytes(UTF_8),
                ("{\"order_uid\":\"" + "a".repeat(1 << 20) + "\"}").getBytes(UTF_8),
                ("{\"" + "a".repeat(1 << 20) + "\":1}").getBytes(UTF_8),
                ("{\"sm_id\":" + "1".repeat(1 << 20) + "}").getBytes(UTF_8),
                ("{\"items\":[" + "{},".repeat(1 << 18) + "{}]}").getBytes(UTF_8),
                ("{\"items\":[" + "{},".repeat(Order.ITEMS_MAX - 1) + "{}]}").getBytes(UTF_8),
                new byte[1 << 20],
                WellKnownOrder.JSON
                        .replace("\"items\": [", "\"items\": [" + "null,".repeat(Order.ITEMS_MAX))
                        .getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("huge")
    void survivesHugeMessages(byte[] payload) {
        assertThat(isOrder(payload)).isFalse();
    }

    /** Also checks that what was taken for an order is one whose JSON is read as the same again. */
    private static boolean isOrder(byte[] payload) {
        try {
            Order order = OrderReader.read(payload);
            assertThat(OrderReader.read(OrderJson.bytes(order))).isEqualTo(order);
            return true;
        } catch (BadJson e) {
            assertThat(e.faults()).isNotEmpty();
            return false;
        }
    }
}
