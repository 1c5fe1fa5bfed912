package dev.portside.domain.users;

import java.time.Instant;

/**
 * A user as stored.
 *
 * @param version 1 when it was added, one more after each change
 * @param createdAt whole microseconds, as PostgreSQL keeps them; {@code updatedAt} likewise
 * @param updatedAt never before {@code createdAt} or an earlier version's
 */
public record User(UserId id, Email email, UserName name, long version, Instant createdAt, Instant updatedAt) {
    public static User added(UserId id, Email email, UserName name, Instant at) {
        return new User(id, email, name, 1, at, at);
    }

    /** The next version. Clocks of two machines differ: an earlier {@code at} counts as the time of this version. */
    public User changed(Email newEmail, UserName newName, Instant at) {
        return new User(id, newEmail, newName, version + 1, createdAt, at.isAfter(updatedAt) ? at : updatedAt);
    }
}
