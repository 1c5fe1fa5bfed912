package dev.portside.bootstrap.services;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.kafka.memory.InMemoryUserEvents;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryUserOutbox;
import dev.portside.postgres.memory.InMemoryUsers;

/** Users bound to memory. */
final class InMemoryUserStores implements UserStores {
    private static final int TOPIC_RECORDS_MAX = 10_000;

    private final InMemoryLanes lanes;
    private final InMemoryUserOutbox outbox;
    private final InMemoryUsers users;
    private final InMemoryUserEvents topic;

    InMemoryUserStores(Foundation foundation) {
        MemoryBudget memory = foundation.memory();
        lanes = new InMemoryLanes(LEASE_TTL, foundation.clock());
        outbox = new InMemoryUserOutbox(lanes, foundation.deadLetters(), foundation.clock(), memory);
        users = new InMemoryUsers(outbox, foundation.clock(), memory);
        topic = new InMemoryUserEvents(UserCloudEvents.FORMAT, TOPIC_RECORDS_MAX, foundation.ids(), memory);
    }

    @Override
    public Ports ports() {
        return new Ports(users, outbox, outbox, lanes, topic);
    }
}
