package dev.portside.domain.users;

import dev.portside.domain.shared.Idempotency;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Users, events and claims for tests; the same number always gives the same one. */
public final class SampleUsers {
    public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
    public static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private SampleUsers() {}

    public static UserId id(int number) {
        return new UserId(uuid(1, number));
    }

    public static User user(int number) {
        return user(number, "user" + number + "@example.com");
    }

    public static User user(int number, String email) {
        return User.added(id(number), new Email(email), new UserName("User " + number), AT);
    }

    public static NewEvent newEvent(int number) {
        return new NewEvent(eventId(number), Optional.of(TRACEPARENT));
    }

    public static EventId eventId(int number) {
        return new EventId(uuid(2, number));
    }

    /** The event {@code number} of a chain, which created the user {@code user}. */
    public static UserEvent event(int number, int user) {
        return new UserEvent(eventId(number), UserEvent.Type.CREATED, user(user), number, Optional.of(TRACEPARENT));
    }

    public static Claim claim(int batch, PublisherId publisher) {
        return new Claim(new BatchId(uuid(3, batch)), publisher);
    }

    public static Claim claim(int batch) {
        return claim(batch, new PublisherId(uuid(4, 1)));
    }

    public static Replacement replacement(int user, String email, String name) {
        return new Replacement(id(user), new Email(email), new UserName(name), AT.plusSeconds(1), Optional.empty());
    }

    public static Optional<Idempotency> key(String key, String fingerprint) {
        return Optional.of(new Idempotency("anonymous POST /api/users", key, fingerprint));
    }

    private static UUID uuid(long kind, long number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L | kind << 32 | number);
    }
}
