package dev.portside.bootstrap.services;

import dev.portside.bootstrap.lifecycle.CloseStack;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.users.UserEvents;
import dev.portside.domain.users.UserOutbox;
import dev.portside.domain.users.Users;
import java.time.Duration;
import java.util.Map;

/** What the users service is bound to: a store, a topic, and what keeps them going. */
interface UserStores {
    /** How long a silent relay keeps its lanes. */
    Duration LEASE_TTL = Duration.ofSeconds(6);

    /** The ports, bound. */
    record Ports(Users users, UserOutbox outbox, Origin origin, Lanes lanes, UserEvents topic) {}

    Ports ports();

    /** Whether they outlive this process. */
    boolean durable();

    /** The backends by name, and whether each answers now. */
    Map<String, Boolean> backends();

    /**
     * Starts what keeps the stores going, before any work.
     *
     * @param look called when other instances left work; returns at once
     * @param lanesFreed called when other instances gave lanes back; likewise
     */
    void startKeeping(CloseStack started, Runnable look, Runnable lanesFreed);

    /** Tells other instances that there is work that may be theirs. Returns at once. */
    void tellOthers();
}
