package dev.portside.domain.todos;

import dev.portside.domain.shared.Invalid;
import java.util.List;
import java.util.Optional;

/** What a client asks to be done to one todo. */
public sealed interface TodoCommand {
    /** Every {@link #verb} that there is. */
    List<String> VERBS = List.of("create", "update", "delete");

    TodoId id();

    /**
     * Rejected when the id exists.
     *
     * @param fingerprint of the request's body, when the id was derived from its idempotency key
     */
    record Create(TodoId id, Title title, boolean completed, Optional<String> fingerprint) implements TodoCommand {}

    /**
     * Changes what it names and leaves the rest. Rejected when the id is unknown.
     *
     * @param expectedVersion rejected when the todo has another one
     */
    record Update(TodoId id, Optional<Title> title, Optional<Boolean> completed, Optional<Long> expectedVersion)
            implements TodoCommand {
        public Update {
            if (title.isEmpty() && completed.isEmpty()) {
                throw new Invalid("an update must have a 'title' or 'completed'");
            }
        }
    }

    /**
     * Rejected when the id is unknown.
     *
     * @param expectedVersion rejected when the todo has another one
     */
    record Delete(TodoId id, Optional<Long> expectedVersion) implements TodoCommand {}

    /** The word for it in task kinds and metrics. */
    default String verb() {
        return switch (this) {
            case Create _ -> "create";
            case Update _ -> "update";
            case Delete _ -> "delete";
        };
    }
}
