package dev.portside.domain.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portside.domain.shared.Texts;
import java.util.Arrays;

/** An order's id as its sender chose it: 1 to 100 characters. Ordered by its UTF-8 bytes, as stores do without a language. */
public record OrderUid(String value) implements Comparable<OrderUid> {
    public static final int LENGTH_MAX = 100;

    public OrderUid {
        Texts.bounded(value, 1, LENGTH_MAX);
    }

    @Override
    public int compareTo(OrderUid other) {
        return Arrays.compareUnsigned(value.getBytes(UTF_8), other.value.getBytes(UTF_8));
    }
}
