package dev.portside.postgres;

import dev.portside.stack.LocalPostgres;
import dev.portside.stack.LocalStack;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Migrated databases of the shared servers, a new one for each test. */
public final class TestDatabase {
    private static final int POOL_SIZE = 10;
    private static final Map<Schema, dev.portside.stack.Database> TEMPLATES = new EnumMap<>(Schema.class);

    private TestDatabase() {}

    public static Database fresh(Schema schema) {
        return open(freshAddress(schema), schema);
    }

    public static Database open(DatabaseAddress address, Schema schema) {
        return open(address, schema, (_, _, _) -> {});
    }

    static Database open(DatabaseAddress address, Schema schema, StatementObserver observer) {
        return new Database(address, schema, POOL_SIZE, Duration.ofSeconds(10), Optional.of(observer));
    }

    public static DatabaseAddress freshAddress(Schema schema) {
        return address(server(schema).freshDatabase(template(schema)));
    }

    /** One without any table. */
    static DatabaseAddress emptyAddress() {
        return address(LocalStack.shared().postgresMain().freshDatabase());
    }

    static DatabaseAddress address(dev.portside.stack.Database database) {
        return new DatabaseAddress(
                database.host(), database.port(), database.user(), database.password(), database.name(), "disable");
    }

    /** Makes all leases older, since the server's clock cannot be set. */
    public static void ageLeases(Database database, Duration time) {
        database.execute(db -> db.dml(
                "UPDATE lane_owners SET alive_until = alive_until - CAST(? AS bigint) * interval '1 millisecond'",
                time.toMillis()));
    }

    private static LocalPostgres server(Schema schema) {
        return switch (schema) {
            case MAIN -> LocalStack.shared().postgresMain();
            case INBOX -> LocalStack.shared().postgresInbox();
        };
    }

    private static synchronized dev.portside.stack.Database template(Schema schema) {
        return TEMPLATES.computeIfAbsent(schema, _ -> {
            dev.portside.stack.Database template = server(schema).freshDatabase();
            new Migrations(address(template), schema).up();
            return template;
        });
    }
}
