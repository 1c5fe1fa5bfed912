package dev.portside.faults.fleet;

import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables of a database that must be there, each statement on a connection of its own. */
public record Tables(Database database) {
    /** What a row is. */
    public interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    /** @param values of the statement's parameters, all of them text */
    public <T> List<T> rows(String sql, Read<T> read, String... values) {
        List<T> rows = new ArrayList<>();
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                rows.add(read.from(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new EnvironmentFault("the tables can't be read with " + sql, e);
        }
    }

    /** The number that the statement tells. */
    public long number(String sql) {
        return rows(sql, row -> row.getLong(1)).getFirst();
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new EnvironmentFault("the tables can't be changed with " + sql, e);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    }
}
