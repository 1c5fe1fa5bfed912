package dev.portside.relay;

import dev.portside.application.users.UserCloudEvents;
import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.users.Delivered;
import dev.portside.domain.users.UserOutbox;
import dev.portside.domain.users.UserStore;
import dev.portside.domain.users.Users;
import dev.portside.kafka.memory.InMemoryUserEvents;
import dev.portside.postgres.memory.InMemoryDeadLetters;
import dev.portside.postgres.memory.InMemoryLanes;
import dev.portside.postgres.memory.InMemoryUserOutbox;
import dev.portside.postgres.memory.InMemoryUsers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The relay's world bound to memory. */
final class InMemoryRelayWorld {
    private static final Duration LEASE_TTL = Duration.ofSeconds(6);

    private InMemoryRelayWorld() {}

    static RelayWorld create() {
        MemoryBudget memory = new MemoryBudget(1 << 30);
        MovableClock clock = new MovableClock();
        InMemoryDeadLetters deadLetters = new InMemoryDeadLetters(memory);
        InMemoryLanes lanes = new InMemoryLanes(LEASE_TTL, clock);
        InMemoryUserOutbox outbox = new InMemoryUserOutbox(lanes, deadLetters, clock, memory);
        InMemoryUsers users = new InMemoryUsers(outbox, clock, memory);
        AtomicLong publishers = new AtomicLong();
        InMemoryUserEvents topic = new InMemoryUserEvents(
                UserCloudEvents.FORMAT, 1_000_000, () -> new UUID(1, publishers.incrementAndGet()), memory);
        return new RelayWorld(
                new Store(users, outbox, deadLetters, lanes, clock),
                () -> topic,
                () -> topic.records().stream()
                        .map(each -> new Delivered(
                                each.key(), each.headers(), new String(each.value(), StandardCharsets.UTF_8)))
                        .toList());
    }

    private record Store(
            Users users, InMemoryUserOutbox memoryOutbox, DeadLetters deadLetters, Lanes lanes, MovableClock clock)
            implements UserStore {
        @Override
        public UserOutbox outbox() {
            return memoryOutbox;
        }

        @Override
        public Origin origin() {
            return memoryOutbox;
        }

        @Override
        public Duration leaseTtl() {
            return LEASE_TTL;
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void pass(Duration time) {
            clock.advance(time);
        }
    }
}
