package dev.portside.postgres;

import java.util.Optional;

/** Sees every statement after its execution, on the thread that had it executed. Must be fast and must not throw. */
@FunctionalInterface
public interface StatementObserver {
    /**
     * @param sql with placeholders for all values
     * @param nanos how long it took
     * @param failure why it failed, if it did
     */
    void executed(String sql, long nanos, Optional<Throwable> failure);
}
