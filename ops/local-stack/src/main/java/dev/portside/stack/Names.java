package dev.portside.stack;

import java.util.UUID;

/** Names that nobody else uses: what keeps tests apart that share a server. */
public final class Names {
    private static final int RANDOM_DIGITS = 12;

    private Names() {}

    /** {@code base-1a2b3c4d5e6f}. */
    public static String fresh(String base) {
        return base + "-" + UUID.randomUUID().toString().replace("-", "").substring(0, RANDOM_DIGITS);
    }
}
