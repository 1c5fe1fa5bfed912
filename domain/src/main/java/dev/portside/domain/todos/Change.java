package dev.portside.domain.todos;

import java.time.Instant;
import java.util.Optional;

/** What a command makes of a todo. */
public sealed interface Change {
    record Stored(Todo todo) implements Change {}

    record Removed(Todo todo) implements Change {}

    /** A rule forbids it; nothing is changed. */
    record Refused(String reason) implements Change {}

    /**
     * The rules of todos, for every binding.
     *
     * @param before the todo as it is; empty when there is none
     * @param at when the command was accepted
     */
    static Change of(TodoCommand command, Optional<Todo> before, Instant at) {
        return switch (command) {
            case TodoCommand.Create create ->
                before.isPresent() ? new Refused("already exists") : new Stored(Todo.created(create, at));
            case TodoCommand.Update update ->
                checked(before, update.expectedVersion())
                        .orElseGet(() -> new Stored(before.orElseThrow().updated(update, at)));
            case TodoCommand.Delete delete ->
                checked(before, delete.expectedVersion()).orElseGet(() -> new Removed(before.orElseThrow()));
        };
    }

    private static Optional<Change> checked(Optional<Todo> before, Optional<Long> expectedVersion) {
        if (before.isEmpty()) {
            return Optional.of(new Refused("not found"));
        }
        boolean expected = expectedVersion.isEmpty()
                || expectedVersion.get() == before.get().version();
        return expected ? Optional.empty() : Optional.of(new Refused("was changed meanwhile"));
    }
}
