package dev.portside.benchmark;

import dev.portside.stack.Database;
import dev.portside.stack.LocalStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A database on each server, for one of those that are compared. */
record Databases(Database main, Database inbox) {
    static Databases fresh(LocalStack stack) {
        return new Databases(
                stack.postgresMain().freshDatabase(), stack.postgresInbox().freshDatabase());
    }

    void drop(LocalStack stack) {
        stack.postgresMain().drop(main);
        stack.postgresInbox().drop(inbox);
    }

    /** As Portside's settings. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(main.settings("DB_"));
        settings.putAll(inbox.settings("INBOX_DB_"));
        return settings;
    }

    /** From {@link #settings}. */
    static Databases of(Map<String, String> settings) {
        return new Databases(Database.of(settings, "DB_"), Database.of(settings, "INBOX_DB_"));
    }

    /** Writes what the servers still have to write, so that nobody's time is spent on what was done before it. */
    void settle() throws SQLException {
        execute(main, "CHECKPOINT");
        execute(inbox, "CHECKPOINT");
    }

    static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
