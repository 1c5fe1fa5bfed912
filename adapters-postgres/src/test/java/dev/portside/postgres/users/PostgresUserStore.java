package dev.portside.postgres.users;

import dev.portside.domain.deadletters.DeadLetters;
import dev.portside.domain.deadletters.Origin;
import dev.portside.domain.shared.Lanes;
import dev.portside.domain.shared.MovableClock;
import dev.portside.domain.users.UserOutbox;
import dev.portside.domain.users.UserStore;
import dev.portside.domain.users.Users;
import dev.portside.postgres.Database;
import dev.portside.postgres.EmptyTablePlans;
import dev.portside.postgres.PostgresDeadLetters;
import dev.portside.postgres.PostgresLanes;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Everything that users and their outbox share, in a database of its own. */
final class PostgresUserStore implements UserStore, AutoCloseable {
    static final Duration RETENTION = Duration.ofDays(7);

    private static final Duration LEASE_TTL = Duration.ofMinutes(10);

    private final EmptyTablePlans plans = new EmptyTablePlans(Schema.MAIN);
    private final Database database = plans.database();
    private final MovableClock clock = new MovableClock();
    private final PostgresLanes lanes = new PostgresLanes(database, "users", LEASE_TTL);
    private final PostgresUserOutbox outbox = new PostgresUserOutbox(database, RETENTION, clock);
    private final OutboxUpkeep upkeep = new OutboxUpkeep(database, RETENTION, clock);
    private final PostgresUsers users = new PostgresUsers(database, clock);
    private final PostgresDeadLetters deadLetters = new PostgresDeadLetters(database);

    PostgresUserStore() {
        upkeep.runOnce();
    }

    EmptyTablePlans plans() {
        return plans;
    }

    Database database() {
        return database;
    }

    InstantSource clock() {
        return clock;
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
        return LEASE_TTL;
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    /** On the clock, on the leases, and for what is done now and then. */
    @Override
    public void pass(Duration time) {
        clock.advance(time);
        TestDatabase.ageLeases(database, time);
        upkeep.runOnce();
    }

    @Override
    public void close() {
        database.close();
    }
}
