package dev.portside.domain.todos;

import dev.portside.domain.log.BatchResult;
import dev.portside.domain.log.LogEffects;
import dev.portside.domain.log.Received;
import dev.portside.domain.log.StreamPosition;
import java.util.List;
import java.util.Optional;

/** The todos. */
public interface Todos extends LogEffects<TodoCommand> {
    int PAGE_SIZE_MAX = 1000;

    Optional<Todo> find(TodoId id);

    /**
     * Todos after a position, newest first.
     *
     * @param after the position of the last todo of the page before; empty for the first page
     * @param limit 1 or more; {@value #PAGE_SIZE_MAX} and one to see whether there is a next page
     */
    List<Todo> page(Optional<TodoPosition> after, int limit);

    /** Grows with each batch that took effect, and else never changes. */
    long revision();

    /**
     * {@inheritDoc}
     *
     * <p>What a command makes of a todo is what {@link Change#of} says. A creation with a fingerprint takes effect once
     * per id within {@code Idempotency.TTL}: a repeat is applied without effect, even when the todo is gone by then, one
     * with another fingerprint is rejected.
     */
    @Override
    BatchResult apply(List<Received<TodoCommand>> batch, StreamPosition position);
}
