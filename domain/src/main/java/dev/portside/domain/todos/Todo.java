package dev.portside.domain.todos;

import java.time.Instant;

/**
 * A todo as stored.
 *
 * @param version 1 when it was created, one more after each update
 * @param createdAt when its creation was accepted, to the millisecond; {@code updatedAt} likewise
 * @param updatedAt never before {@code createdAt} or an earlier version's
 */
public record Todo(TodoId id, Title title, boolean completed, long version, Instant createdAt, Instant updatedAt) {
    static Todo created(TodoCommand.Create create, Instant at) {
        return new Todo(create.id(), create.title(), create.completed(), 1, at, at);
    }

    /** The next version. Clocks of two machines differ: an earlier {@code at} counts as the time of this version. */
    Todo updated(TodoCommand.Update update, Instant at) {
        return new Todo(
                id,
                update.title().orElse(title),
                update.completed().orElse(completed),
                version + 1,
                createdAt,
                at.isAfter(updatedAt) ? at : updatedAt);
    }

    /** Its place among all todos. */
    public TodoPosition position() {
        return new TodoPosition(createdAt, id);
    }
}
