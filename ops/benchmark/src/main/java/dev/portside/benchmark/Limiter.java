package dev.portside.benchmark;

import java.util.List;

/** Rate limits on Redis, called in this process; every key has more tokens than are ever asked for. */
interface Limiter extends AutoCloseable {
    long CAPACITY = 1_000_000_000;

    /** Of each key. */
    long TOKENS_PER_SECOND = 1_000;

    /** Takes one token. */
    boolean consume(int key);

    /** Takes one token of each key at once, all or none. */
    default boolean consume(List<Integer> keys) {
        throw new UnsupportedOperationException("knows no bulk");
    }

    @Override
    void close();
}
