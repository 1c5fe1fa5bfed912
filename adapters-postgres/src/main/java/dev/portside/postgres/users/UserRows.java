package dev.portside.postgres.users;

import dev.portside.domain.users.Email;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.UserName;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbRow;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How the tables write users and their events: types are numbers, in the order of {@link #TYPES}. */
final class UserRows {
    /** The columns that {@link #user} reads. */
    static final String USER = "id, email, name, version, created_at, updated_at";

    /** The columns that {@link #event} reads. */
    static final String EVENT =
            "user_id, email, name, version, created_at, occurred_at, id, type, sequence, traceparent";

    private static final List<UserEvent.Type> TYPES = List.of(UserEvent.Type.CREATED, UserEvent.Type.UPDATED);

    private UserRows() {}

    static int code(UserEvent.Type type) {
        return TYPES.indexOf(type);
    }

    static User user(DbRow row) {
        return new User(
                new UserId(uuid(row, 1)),
                new Email(Rows.text(row, 2)),
                new UserName(Rows.text(row, 3)),
                Rows.whole(row, 4),
                Rows.instant(row, 5),
                Rows.instant(row, 6));
    }

    static UserEvent.Type type(DbRow row, int column) {
        return TYPES.get(Math.toIntExact(Rows.whole(row, column)));
    }

    static UserEvent event(DbRow row) {
        return new UserEvent(
                new EventId(uuid(row, 7)),
                type(row, 8),
                user(row),
                Rows.whole(row, 9),
                Optional.ofNullable(Rows.optionalText(row, 10)));
    }

    static UUID uuid(DbRow row, int column) {
        return UUID.fromString(Rows.text(row, column));
    }
}
