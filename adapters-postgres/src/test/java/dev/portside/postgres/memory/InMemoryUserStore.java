package dev.portside.postgres.memory;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.MemoryBudget;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.users.UserOutbox;
import dev.portside.domain.users.UserStore;
import dev.portside.domain.users.Users;
import java.time.Duration;
import java.time.Instant;

/** Everything that users and their outbox share, in memory. */
final class InMemoryUserStore implements UserStore {
    private final MovableClock clock = new MovableClock();
    private final InMemoryDeadLetters deadLetters;
    private final InMemoryLanes lanes = new InMemoryLanes(leaseTtl(), clock);
    private final InMemoryUserOutbox outbox;
    private final InMemoryUsers users;

    InMemoryUserStore(MemoryBudget memory) {
        this.deadLetters = new InMemoryDeadLetters(memory);
        this.outbox = new InMemoryUserOutbox(lanes, deadLetters, clock, memory);
        this.users = new InMemoryUsers(outbox, clock, memory);
    }

    @Override
    public Users users() {
        return users;
    }

    @Override
    public UserOutbox outbox() {
        return outbox;
    }

    @Override
    public Origin origin() {
        return outbox;
    }

    @Override
    public DeadLetters deadLetters() {
        return deadLetters;
    }

    @Override
    public Lanes lanes() {
        return lanes;
    }

    @Override
    public Duration leaseTtl() {
        return Duration.ofSeconds(6);
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
