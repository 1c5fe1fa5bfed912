package dev.portside.application.users;

import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.users.Email;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.NewEvent;
import dev.portside.domain.users.Replacement;
import dev.portside.domain.users.UserChange;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserId;
import dev.portside.domain.users.UserName;
import dev.portside.domain.users.Users;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Replaces what a user says of itself; when {@link #change} returns, the change and its event are durable. */
public final class ChangeUser {
    private final Users users;
    private final InstantSource clock;
    private final Supplier<UUID> ids;
    private final Runnable wakeRelay;
    private final FlowMeter meter;

    /** @param wakeRelay called after each commit */
    public ChangeUser(Users users, InstantSource clock, Supplier<UUID> ids, Runnable wakeRelay, FlowMeter meter) {
        this.users = users;
        this.clock = clock;
        this.ids = ids;
        this.wakeRelay = wakeRelay;
        this.meter = meter;
    }

    /** @param ifVersion go ahead only when the stored version is one of these; empty for any */
    public UserChange change(
            UserId id, Email email, UserName name, Optional<Set<Long>> ifVersion, Optional<String> traceparent) {
        Replacement replacement =
                new Replacement(id, email, name, clock.instant().truncatedTo(ChronoUnit.MICROS), ifVersion);
        UserChange change = users.update(replacement, new NewEvent(new EventId(ids.get()), traceparent));
        if (change instanceof UserChange.Updated) {
            meter.accepted(UserEvent.Type.UPDATED.verb());
            wakeRelay.run();
        }
        return change;
    }
}
