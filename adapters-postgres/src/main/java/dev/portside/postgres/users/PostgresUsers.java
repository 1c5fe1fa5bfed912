package dev.portside.postgres.users;

import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.users.Email;
import dev.portside.domain.users.NewEvent;
import dev.portside.domain.users.Registration;
import dev.portside.domain.users.Replacement;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserChange;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.Users;
import dev.portside.postgres.Database;
import dev.portside.postgres.IdempotencyKeys;
import dev.portside.postgres.IdempotencyKeys.Use;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbClientException;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbStatement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Users in PostgreSQL. A change and its event are one statement, which commits by itself; with an idempotency key it is a
 * transaction that locks the key first. The event takes its number from the sequence after the user's row was written, and
 * so locked, hence events of one user are numbered in the order of their commits.
 */
public final class PostgresUsers implements Users {
    private static final String FIND = "SELECT " + UserRows.USER + " FROM users WHERE id = CAST(? AS uuid)";

    private static final String ADD = """
            WITH changed AS (
                INSERT INTO users (id, email, email_folded, name, version, created_at, updated_at)
                VALUES (CAST(? AS uuid), ?, ?, ?, ?, CAST(? AS timestamptz), CAST(? AS timestamptz))
                ON CONFLICT (email_folded) DO NOTHING
                RETURNING *)
            """ + tellOf(UserEvent.Type.CREATED);

    private static final String UPDATE = """
            WITH changed AS (
                UPDATE users SET email = ?, email_folded = ?, name = ?, version = version + 1,
                    updated_at = greatest(updated_at, CAST(? AS timestamptz))
                WHERE id = CAST(? AS uuid) AND version = ANY (coalesce(CAST(? AS bigint[]), ARRAY[version]))
                RETURNING *)
            """ + tellOf(UserEvent.Type.UPDATED);

    private final Database database;
    private final IdempotencyKeys keys;

    public PostgresUsers(Database main, InstantSource clock) {
        this.database = main;
        this.keys = new IdempotencyKeys("user_keys", "user_id", clock);
    }

    /** What follows upon a change of a user: its event, and the answer. */
    private static String tellOf(UserEvent.Type type) {
        return """
                , event AS (
                    INSERT INTO outbox_events (sequence, day, id, type, user_id, email, name, version, created_at,
                        occurred_at, traceparent)
                    SELECT nextval('outbox_sequence'), CAST(updated_at AT TIME ZONE 'UTC' AS date), CAST(? AS uuid), %d, id,
                        email, name, version, created_at, updated_at, CAST(? AS text)
                    FROM changed
                    RETURNING sequence, occurred_at, user_id, day),
                unsent AS (
                    INSERT INTO outbox_unsent (sequence, occurred_at, user_id, day, lane)
                    SELECT sequence, occurred_at, user_id, day, CAST(? AS int) FROM event),
                counted AS (%s)
                SELECT %s FROM changed""".formatted(UserRows.code(type), OutboxCounts.add("SELECT count(*) FROM event"), UserRows.USER);
    }

    @Override
    public Optional<User> find(UserId id) {
        return database.execute(db -> find(db, id));
    }

    private static Optional<User> find(DbExecute db, UserId id) {
        return db.get(FIND, id.text()).map(UserRows::user);
    }

    @Override
    public Registration add(User user, NewEvent event, Optional<Idempotency> idempotency) {
        return idempotency
                .map(key -> database.transaction(db -> addOnce(db, user, event, key)))
                .orElseGet(() -> database.execute(db -> addNew(db, user, event)));
    }

    private Registration addOnce(DbExecute db, User user, NewEvent event, Idempotency key) {
        @Nullable Use before = keys.seen(db, List.of(key)).get(key.id());
        if (before == null) {
            Registration first = addNew(db, user, event);
            keys.remember(
                    db,
                    List.of(Use.of(
                            key, first instanceof Registration.Added ? user.id().text() : null)));
            return first;
        }
        if (!before.isBy(key)) {
            return new Registration.KeyReused();
        }
        return Optional.ofNullable(before.result())
                .flatMap(id -> find(db, new UserId(UUID.fromString(id))))
                .<Registration>map(added -> new Registration.Repeated(asAdded(added, user)))
                .orElseGet(Registration.EmailTaken::new);
    }

    /** The user's first version: the same body asked for the same address and name. */
    private static User asAdded(User now, User repeated) {
        return User.added(now.id(), repeated.email(), repeated.name(), now.createdAt());
    }

    private static Registration addNew(DbExecute db, User user, NewEvent event) {
        return tell(
                        db.createQuery(ADD)
                                .addParam(user.id().text())
                                .addParam(user.email().value())
                                .addParam(user.email().folded())
                                .addParam(user.name().value())
                                .addParam(user.version())
                                .addParam(Rows.timestamp(user.createdAt()))
                                .addParam(Rows.timestamp(user.updatedAt())),
                        user.id(),
                        event)
                .execute()
                .map(UserRows::user)
                .findFirst()
                .<Registration>map(Registration.Added::new)
                .orElseGet(Registration.EmailTaken::new);
    }

    private static <S extends DbStatement<S>> S tell(S statement, UserId user, NewEvent event) {
        return statement
                .addParam(event.id().text())
                .addParam(event.traceparent().orElse(null))
                .addParam(user.lane().number());
    }

    @Override
    public UserChange update(Replacement replacement, NewEvent event) {
        try {
            return database.execute(db -> update(db, replacement, event)
                    .<UserChange>map(UserChange.Updated::new)
                    .orElseGet(() -> find(db, replacement.id()).isPresent()
                            ? new UserChange.VersionMismatch()
                            : new UserChange.NotFound()));
        } catch (DbClientException e) {
            if (Database.isDuplicate(e)) {
                return new UserChange.EmailTaken();
            }
            throw e;
        }
    }

    private static Optional<User> update(DbExecute db, Replacement replacement, NewEvent event) {
        Email email = replacement.email();
        return tell(
                        db.createQuery(UPDATE)
                                .addParam(email.value())
                                .addParam(email.folded())
                                .addParam(replacement.name().value())
                                .addParam(Rows.timestamp(replacement.at()))
                                .addParam(replacement.id().text())
                                .addParam((Object) replacement
                                        .ifVersion()
                                        .map(versions -> versions.toArray(Long[]::new))
                                        .orElse(null)),
                        replacement.id(),
                        event)
                .execute()
                .map(UserRows::user)
                .findFirst();
    }
}
