package dev.portside.bootstrap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Messages that are no orders, each in a way of its own. */
final class IllNaturedMessages {
    private static final int DEPTH = 100_000;
    private static final int HUGE_BYTES = 1_000_000;

    private IllNaturedMessages() {}

    /** @param order a good one */
    static List<byte[]> of(String order) {
        List<byte[]> messages = new ArrayList<>();
        byte[] good = order.getBytes(UTF_8);
        for (int length : new int[] {0, 1, good.length / 3, good.length - 1}) {
            messages.add(Arrays.copyOf(good, length));
        }
        messages.add("[".repeat(DEPTH).getBytes(UTF_8));
        messages.add(("{\"a\":".repeat(DEPTH) + "1" + "}".repeat(DEPTH)).getBytes(UTF_8));
        messages.add(
                order.replace("\"en\"", "\"" + "x".repeat(HUGE_BYTES) + "\"").getBytes(UTF_8));
        messages.add(order.replace(":1817", ":" + "9".repeat(100_000)).getBytes(UTF_8));
        messages.add(order.replace(":1817", ":1e999999999").getBytes(UTF_8));
        messages.add(order.replace(":1817", ":NaN").getBytes(UTF_8));
        messages.add(order.replace(":1817", ":\"1817\"").getBytes(UTF_8));
        messages.add(order.replace(":1817", ":null").getBytes(UTF_8));
        messages.add(order.replace(":1817", ":{}").getBytes(UTF_8));
        messages.add(order.replace("\"en\"", "7").getBytes(UTF_8));
        messages.add(order.replace("\"en\"", "\"\\u0000\"").getBytes(UTF_8));
        messages.add(order.replace("\"en\"", "\"\\ud800\"").getBytes(UTF_8));
        messages.add(order.replace("\"en\"", "\"\u0000\"").getBytes(UTF_8));
        messages.add(order.replace("\"en\"", "\"é\"").getBytes(ISO_8859_1));
        messages.add(order.getBytes(UTF_16));
        messages.add(("\uFEFF" + order).getBytes(UTF_8));
        messages.add(order.replace("\"locale\"", "\"locale\":\"ru\",\"locale\"").getBytes(UTF_8));
        messages.add((order + order).getBytes(UTF_8));
        messages.add(order.replaceFirst("\"items\":\\[", "\"items\":[null,").getBytes(UTF_8));
        messages.add(order.replaceFirst("\"payment\":\\{", "\"payment\":[").getBytes(UTF_8));
        messages.add("null".getBytes(UTF_8));
        messages.add("\"order\"".getBytes(UTF_8));
        messages.add(new byte[] {0, -1, -2, -3, 0x1f, (byte) 0x8b});
        return messages;
    }
}
