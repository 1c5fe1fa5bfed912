package dev.portside.bootstrap;

import dev.portside.postgres.DatabaseAddress;
import dev.portside.postgres.Migrations;
import dev.portside.postgres.Schema;
import dev.portside.stack.Database;
import dev.portside.stack.LocalPostgres;
import dev.portside.stack.LocalStack;
import java.util.EnumMap;
import java.util.Map;

/** Databases with their schema, a new one for each test: one is migrated, and the others are its copies. */
public final class MigratedDatabases {
    private static final Map<Schema, Database> TEMPLATES = new EnumMap<>(Schema.class);

    private MigratedDatabases() {}

    public static Database fresh(Schema schema) {
        return server(schema).freshDatabase(template(schema));
    }

    public static DatabaseAddress freshAddress(Schema schema) {
        return address(fresh(schema));
    }

    private static synchronized Database template(Schema schema) {
        return TEMPLATES.computeIfAbsent(schema, _ -> {
            Database template = server(schema).freshDatabase();
            new Migrations(address(template), schema).up();
            return template;
        });
    }

    private static LocalPostgres server(Schema schema) {
        return switch (schema) {
            case MAIN -> LocalStack.shared().postgresMain();
            case INBOX -> LocalStack.shared().postgresInbox();
        };
    }

    public static DatabaseAddress address(Database database) {
        return new DatabaseAddress(
                database.host(), database.port(), database.user(), database.password(), database.name(), "disable");
    }
}
