package dev.portside.postgres;

import dev.portside.stack.LocalPostgres;
import dev.portside.stack.Profile;
import java.time.Duration;

/** A database on a server of its own. */
record BreakableDatabase(LocalPostgres postgres, Database database) implements AutoCloseable {
    BreakableDatabase(int poolSize) {
        this(LocalPostgres.start("postgresql-breakable", Profile.TEST), poolSize);
    }

    private BreakableDatabase(LocalPostgres postgres, int poolSize) {
        this(
                postgres,
                new Database(
                        TestDatabase.address(postgres.maintenance()), Schema.MAIN, poolSize, Duration.ofSeconds(10)));
    }

    long ask() {
        return database.execute(db -> db.query("SELECT 1").count());
    }

    @Override
    public void close() {
        database.close();
        postgres.close();
    }
}
