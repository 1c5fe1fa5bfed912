package dev.portside.domain.users;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import java.time.Duration;
import java.time.Instant;

/** A fresh store with everything that users and their outbox share, for contracts. */
public interface UserStore {
    Users users();

    UserOutbox outbox();

    Origin origin();

    DeadLetters deadLetters();

    Lanes lanes();

    Duration leaseTtl();

    Instant now();

    /** Lets the time pass, for real or on the binding's clock. */
    void pass(Duration time);
}
