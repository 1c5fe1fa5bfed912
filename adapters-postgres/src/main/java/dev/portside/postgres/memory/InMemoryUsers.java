package dev.portside.postgres.memory;

import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.users.NewEvent;
import dev.portside.domain.users.Registration;
import dev.portside.domain.users.Replacement;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserChange;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.Users;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Users in memory. Changes take one lock, and within it the outbox's, so that user and event appear together. */
public final class InMemoryUsers implements Users {
    private static final int OVERHEAD_BYTES = 500;

    private final Map<UserId, User> users = new ConcurrentHashMap<>();
    private final Map<String, UserId> byEmail = new HashMap<>();
    private final InMemoryUserOutbox outbox;
    private final MemoryBudget memory;

    /** What a key led to: the user that was added, or none since its address was taken. */
    private final InMemoryIdempotencyKeys<Optional<UserId>> keys;

    public InMemoryUsers(InMemoryUserOutbox outbox, InstantSource clock, MemoryBudget memory) {
        this.outbox = outbox;
        this.memory = memory;
        this.keys = new InMemoryIdempotencyKeys<>(clock, memory);
    }

    @Override
    public Optional<User> find(UserId id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public synchronized Registration add(User user, NewEvent event, Optional<Idempotency> idempotency) {
        return idempotency.isEmpty() ? addNew(user, event, 0) : addOnce(user, event, idempotency.get());
    }

    private Registration addOnce(User user, NewEvent event, Idempotency idempotency) {
        return switch (keys.seen(idempotency)) {
            case InMemoryIdempotencyKeys.Seen.WithAnotherBody<Optional<UserId>> _ -> new Registration.KeyReused();
            case InMemoryIdempotencyKeys.Seen.Before<Optional<UserId>>(Optional<UserId> added) ->
                added.map(users::get)
                        .<Registration>map(before -> new Registration.Repeated(asAdded(before, user)))
                        .orElseGet(Registration.EmailTaken::new);
            case InMemoryIdempotencyKeys.Seen.Never<Optional<UserId>> _ -> {
                Registration first = addNew(user, event, InMemoryIdempotencyKeys.weight(idempotency));
                keys.remember(
                        idempotency, first instanceof Registration.Added ? Optional.of(user.id()) : Optional.empty());
                yield first;
            }
        };
    }

    /** The user's first version: the same body asked for the same address and name. */
    private static User asAdded(User now, User repeated) {
        return User.added(now.id(), repeated.email(), repeated.name(), now.createdAt());
    }

    private Registration addNew(User user, NewEvent event, long keyBytes) {
        if (byEmail.containsKey(user.email().folded())) {
            memory.reserve(keyBytes);
            return new Registration.EmailTaken();
        }
        memory.reserve(keyBytes + weight(user) + InMemoryUserOutbox.weight(user));
        byEmail.put(user.email().folded(), user.id());
        users.put(user.id(), user);
        outbox.append(UserEvent.Type.CREATED, user, event);
        return new Registration.Added(user);
    }

    @Override
    public synchronized UserChange update(Replacement replacement, NewEvent event) {
        User before = users.get(replacement.id());
        if (before == null) {
            return new UserChange.NotFound();
        }
        if (!replacement
                .ifVersion()
                .map(versions -> versions.contains(before.version()))
                .orElse(true)) {
            return new UserChange.VersionMismatch();
        }
        UserId owner = byEmail.getOrDefault(replacement.email().folded(), before.id());
        if (!owner.equals(before.id())) {
            return new UserChange.EmailTaken();
        }
        User after = before.changed(replacement.email(), replacement.name(), replacement.at());
        memory.reserve(weight(after) + InMemoryUserOutbox.weight(after));
        memory.release(weight(before));
        byEmail.remove(before.email().folded());
        byEmail.put(after.email().folded(), after.id());
        users.put(after.id(), after);
        outbox.append(UserEvent.Type.UPDATED, after, event);
        return new UserChange.Updated(after);
    }

    /** Bytes of a user and of its address in folded form. */
    private static long weight(User user) {
        return OVERHEAD_BYTES
                + 2L * (2 * user.email().value().length() + user.name().value().length());
    }
}
