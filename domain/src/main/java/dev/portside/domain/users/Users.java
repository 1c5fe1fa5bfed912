package dev.portside.domain.users;

import dev.portside.domain.shared.Idempotency;
import java.util.Optional;

/**
 * The users. Each change and its event in the {@link UserOutbox} are one transaction: both are durable when the method
 * returns, or neither ever is. The event's order is taken while the user is locked, so that it follows the commits.
 *
 * <p>Every method throws {@link dev.portside.domain.shared.Unavailable} when the store is away or full.
 */
public interface Users {
    Optional<User> find(UserId id);

    /**
     * Adds a user whose id is new.
     *
     * @param idempotency with a key that came before, the first outcome is the answer and nothing is done: {@code Added}
     *     becomes {@code Repeated}. Of two at once with one key, the second waits for the first
     */
    Registration add(User user, NewEvent event, Optional<Idempotency> idempotency);

    /** Replaces e-mail address and name, which may both be the old ones. */
    UserChange update(Replacement replacement, NewEvent event);
}
