package dev.portside.faults.orders;

import dev.portside.faults.fleet.Tables;
import dev.portside.stack.Database;
import java.util.List;

/** What the database has of orders and their dead letters. */
final class OrderTables {
    private static final String ORDERS = """
            SELECT order_uid, (SELECT count(*) FROM delivery d WHERE d.order_uid = o.order_uid),
                (SELECT count(*) FROM payment p WHERE p.order_uid = o.order_uid),
                (SELECT count(*) FROM items i WHERE i.order_uid = o.order_uid)
            FROM orders o""";

    private final Tables tables;

    /** An order's uid and the number of its rows in the other tables. */
    record Stored(String uid, int deliveries, int payments, int items) {}

    OrderTables(Database database) {
        this.tables = new Tables(database);
    }

    List<Stored> orders() {
        return tables.rows(ORDERS, row -> new Stored(row.getString(1), row.getInt(2), row.getInt(3), row.getInt(4)));
    }

    List<String> deadPayloads() {
        return tables.rows("SELECT payload FROM dead_letters WHERE source = 'orders'", row -> row.getString(1));
    }

    long counted() {
        return tables.number("SELECT value FROM order_counters WHERE name = 'stored'");
    }
}
