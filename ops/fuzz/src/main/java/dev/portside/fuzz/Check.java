package dev.portside.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What targets have in common. */
final class Check {
    private Check() {}

    /** As consumers make text of what they get. */
    static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    /** Fails when a thing changes by being written and read. */
    static void same(Object first, Object second) {
        if (!Objects.equals(first, second)) {
            throw new AssertionError("read as " + first + ", then as " + second);
        }
    }
}
