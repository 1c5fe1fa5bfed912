package dev.portside.bootstrap.services;

import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import dev.portside.domain.users.Users;

/** What the users service is bound to: a store, a topic, and what keeps them going. */
interface UserStores extends LaneStores {
    /** The ports, bound. */
    record Ports(Users users, UserOutbox outbox, Origin origin, Lanes lanes, UserEvents topic) {}

    Ports ports();
}
