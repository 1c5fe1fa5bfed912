package dev.portside.postgres.orders;

import dev.portside.domain.orders.Orders;
import dev.portside.domain.orders.OrdersContract;
import dev.portside.postgres.Database;
import dev.portside.postgres.Schema;
import dev.portside.postgres.TestDatabase;
import org.junit.jupiter.api.AfterEach;

class PostgresOrdersTest extends OrdersContract {
    private final Database database = TestDatabase.fresh(Schema.MAIN);

    @Override
    protected Orders orders() {
        return new PostgresOrders(database);
    }

    @AfterEach
    void close() {
        database.close();
    }
}
