package dev.portside.application.users;

import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.Idempotency;
import dev.portside.domain.users.Email;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.NewEvent;
import dev.portside.domain.users.Registration;
import dev.portside.domain.users.User;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.UserName;
import dev.portside.domain.users.Users;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Adds a user; when {@link #register} returns, the user and the event that tells of it are durable. */
public final class RegisterUser {
    private final Users users;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Runnable wakeRelay;
    private final FlowMeter meter;

    /** @param wakeRelay called after each commit */
    public RegisterUser(Users users, InstantSource clock, Supplier<UUID> ids, Runnable wakeRelay, FlowMeter meter) {
        this.users = users;
        this.clock = clock;
        this.ids = ids;
        this.wakeRelay = wakeRelay;
        this.meter = meter;
    }

    public Registration register(
            Email email, UserName name, Optional<Idempotency> idempotency, Optional<String> traceparent) {
        User user =
                User.added(new UserId(ids.get()), email, name, clock.instant().truncatedTo(ChronoUnit.MICROS));
        Registration registration = users.add(user, new NewEvent(new EventId(ids.get()), traceparent), idempotency);
        if (registration instanceof Registration.Added) {
            meter.accepted(UserEvent.Type.CREATED.verb());
            wakeRelay.run();
        }
        return registration;
    }
}
