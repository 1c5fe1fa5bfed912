package dev.portside.faults.todos;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.faults.fleet.TodoFleet;
import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is stored of todos. */
record TodoStore(Database database) {
    private static final String BATCHES =
            "SELECT count(*) FROM stream_steps WHERE topic = '%s'".formatted(TodoFleet.TOPIC);
    private static final String DONE =
            "SELECT coalesce(sum(next), 0) FROM stream_positions WHERE topic = '%s'".formatted(TodoFleet.TOPIC);
    private static final String TODOS = "SELECT id, title, version FROM todos";

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    /** How many batches of commands were applied. */
    long batches() {
        return query(BATCHES, row -> row.getLong(1)).getFirst();
    }

    /** How many commands are done. */
    long done() {
        return query(DONE, row -> row.getLong(1)).getFirst();
    }

    /** All todos, whose titles are numbers. */
    List<StoredTodo> todos() {
        return query(
                TODOS, row -> new StoredTodo(row.getString(1), Integer.parseInt(row.getString(2)), row.getLong(3)));
    }

    private <T> List<T> query(String sql, Read<T> read) {
        List<T> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(read.from(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new EnvironmentFault("the todos can't be read", e);
        }
    }
}
