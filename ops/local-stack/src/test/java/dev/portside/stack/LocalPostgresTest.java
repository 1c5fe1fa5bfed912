package dev.portside.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LocalPostgresTest extends LocalServerContract<LocalPostgres> {
    @Override
    LocalPostgres startServer() {
        LocalPostgres postgres = LocalPostgres.start("test postgres", Profile.TEST);
        try (Connection connection = connect(postgres.maintenance())) {
            connection.createStatement().execute("CREATE TABLE things (key text PRIMARY KEY, value text)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return postgres;
    }

    @Override
    void write(LocalPostgres postgres, String key, String value) throws SQLException {
        try (Connection connection = connect(postgres.maintenance());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO things VALUES (?, ?)")) {
            insert.setString(1, key);
            insert.setString(2, value);
            insert.execute();
        }
    }

    @Override
    String read(LocalPostgres postgres, String key) throws SQLException {
        try (Connection connection = connect(postgres.maintenance());
                PreparedStatement select = connection.prepareStatement("SELECT value FROM things WHERE key = ?")) {
            select.setString(1, key);
            ResultSet found = select.executeQuery();
            found.next();
            return found.getString(1);
        }
    }

    @Test
    void copiesADatabaseForEachTest() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.start("durable", Profile.PRODUCTION)) {
            Database template = postgres.freshDatabase();
            try (Connection connection = connect(template)) {
                connection.createStatement().execute("CREATE TABLE migrated (id int)");
            }

            Database first = postgres.freshDatabase(template);
            Database second = postgres.freshDatabase(template);

            assertThat(first).isNotEqualTo(second);
            try (Connection connection = connect(first)) {
                connection.createStatement().execute("INSERT INTO migrated VALUES (1)");
            }
            try (Connection connection = connect(second)) {
                assertThat(one(connection, "SELECT count(*) FROM migrated")).isEqualTo("0");
                assertThat(one(connection, "SHOW fsync")).isEqualTo("on");
                assertThat(one(connection, "SHOW synchronous_commit")).isEqualTo("on");
            }
            postgres.drop(first);
            assertThat(postgres.database("named")).isEqualTo(postgres.database("named"));
        }
    }

    @Test
    void ordersTextByCodePointsAndKnowsTheLowerCaseOfLetters() throws SQLException {
        try (Connection connection = connect(LocalStack.shared().postgresMain().freshDatabase())) {
            assertThat(one(connection, "SELECT lower('ÄÉЖ')")).isEqualTo("äéж");
            assertThat(one(connection, "SELECT string_agg(t, '' ORDER BY t) FROM unnest(ARRAY['b','a','B','_']) t"))
                    .isEqualTo("B_ab");
        }
    }

    @Test
    void pausesTheConnectionsThatAreOpenToo() throws SQLException {
        try (LocalPostgres postgres = LocalPostgres.start("paused postgres", Profile.TEST);
                Connection connection = connect(postgres.maintenance())) {
            postgres.pause();
            assertThatThrownBy(() -> one(connection, "SELECT 1")).hasRootCauseInstanceOf(SocketTimeoutException.class);
        }
    }

    private static String one(Connection connection, String query) throws SQLException {
        ResultSet found = connection.createStatement().executeQuery(query);
        found.next();
        return found.getString(1);
    }

    private static Connection connect(Database database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        properties.setProperty("loginTimeout", "1");
        properties.setProperty("connectTimeout", "1");
        properties.setProperty("socketTimeout", "1");
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }
}
