package dev.portside.faults.orders;

import dev.portside.faults.fleet.EnvironmentFault;
import dev.portside.stack.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What the database has of orders and their dead letters. */
final class OrderTables {
    private static final String ORDERS = """
            SELECT order_uid, (SELECT count(*) FROM delivery d WHERE d.order_uid = o.order_uid),
                (SELECT count(*) FROM payment p WHERE p.order_uid = o.order_uid),
                (SELECT count(*) FROM items i WHERE i.order_uid = o.order_uid)
            FROM orders o""";

    private final Database database;

    /** An order's uid and the number of its rows in the other tables. */
    record Stored(String uid, int deliveries, int payments, int items) {}

    OrderTables(Database database) {
        this.database = database;
    }

    List<Stored> orders() {
        return query(ORDERS, row -> new Stored(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)));
    }

    List<String> deadPayloads() {
        return query("SELECT payload FROM dead_letters WHERE source = 'orders'", row -> row.getString(1));
    }

    long counted() {
        return query("SELECT value FROM order_counters WHERE name = 'stored'", row -> row.getLong(1))
                .getFirst();
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, Read<T> read) {
        List<T> rows = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                rows.add(read.from(row));
            }
            return rows;
        } catch (SQLException e) {
            throw new EnvironmentFault("the orders can't be read", e);
        }
    }
}
