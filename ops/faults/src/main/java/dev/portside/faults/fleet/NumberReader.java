package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Numbers out of a database that may be away, on one connection, which is made anew after a failure. For one thread. */
public final class NumberReader implements AutoCloseable {
    private static final String SECONDS_MAX = "2";

    private final Database database;
    private @Nullable Connection connection;

    public NumberReader(Database database) {
        this.database = database;
    }

    /** What the statement tells; empty when nobody answers. */
    public OptionalLong ask(String sql) {
        try {
            if (connection == null) {
                connection = connect();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        } catch (SQLException _) {
            close();
            return OptionalLong.empty();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("connectTimeout", SECONDS_MAX);
        properties.setProperty("loginTimeout", SECONDS_MAX);
        properties.setProperty("socketTimeout", SECONDS_MAX);
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }

    @Override
    public void close() {
        try (Connection closing = connection) {
            connection = null;
        } catch (SQLException _) {
            // The server ended it already.
        }
    }
}
