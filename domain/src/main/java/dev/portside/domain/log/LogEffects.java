package dev.portside.domain.log;

import java.util.List;

/** Where the entries of a log take effect. Part of a feature's port. */
@FunctionalInterface
public interface LogEffects<T> {
    /**
     * Applies the entries in their order and stores the position, all in one transaction. Changes nothing when the stored
     * position is not {@code position.from()}, so that a repeat and a consumer that lost its partition do no harm. A
     * requeued entry takes effect only while its origin is reopened (see {@link StreamProgress#reopen}). Rejected
     * entries are found by {@link StreamProgress#find} afterwards.
     *
     * @throws dev.portside.domain.shared.Unavailable when the store is away; it is unknown whether anything was changed
     * @throws RuntimeException when an entry cannot be applied; then nothing was
     */
    BatchResult apply(List<Received<T>> batch, StreamPosition position);
}
