package dev.portside.postgres.orders;

import dev.portside.domain.orders.Amount;
import dev.portside.domain.orders.Delivery;
import dev.portside.domain.orders.Item;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Payment;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads orders from rows of one order each, with one array of texts for each of its parts. A driver makes much of each
 * column, so that few columns are what makes it fast to read many orders.
 */
final class OrderRows {
    /**
     * Every query for orders goes on from its list of uids, {@code page (order_uid)}, like this. As queries within the
     * query, parts are looked up order by order, whatever the planner takes for the size of the page.
     */
    static final String SELECT = "SELECT "
            + part("orders", OrderColumns.ORDER)
            + part("delivery", OrderColumns.DELIVERY)
            + part("payment", OrderColumns.PAYMENT)
            + "ARRAY(SELECT " + OrderColumns.texts(OrderColumns.ITEM)
            + " FROM items WHERE items.order_uid = page.order_uid ORDER BY place) FROM page";

    private final Object[] texts;
    private int next;

    private OrderRows(Object[] texts) {
        this.texts = texts;
    }

    private static <T> String part(String table, List<OrderColumns<T>> columns) {
        return "(SELECT " + OrderColumns.texts(columns) + " FROM " + table + " WHERE " + table
                + ".order_uid = page.order_uid), ";
    }

    /** @return empty when there is no order with the uid */
    static Optional<Order> order(DbRow row) {
        return Rows.array(row, 1)
                .map(order -> new OrderRows(order)
                        .order(part(row, 2).delivery(), part(row, 3).payment(), items(row)));
    }

    private static OrderRows part(DbRow row, int column) {
        return new OrderRows(Rows.array(row, column).orElseThrow());
    }

    private static List<Item> items(DbRow row) {
        return Stream.of(Rows.array(row, 4).orElseThrow())
                .map(item -> new OrderRows((Object[]) item).item())
                .toList();
    }

    private Item item() {
        return new Item(whole(), text(), amount(), text(), text(), whole(), text(), amount(), whole(), text(), whole());
    }

    private Order order(Delivery delivery, Payment payment, List<Item> items) {
        OrderUid uid = new OrderUid(text());
        String trackNumber = text();
        String entry = text();
        String locale = text();
        String internalSignature = text();
        String customerId = text();
        String deliveryService = text();
        String shardkey = text();
        long smId = whole();
        Instant dateCreated = Instant.EPOCH.plus(whole(), ChronoUnit.MICROS);
        String oofShard = text();
        return new Order(
                uid,
                trackNumber,
                entry,
                delivery,
                payment,
                items,
                locale,
                internalSignature,
                customerId,
                deliveryService,
                shardkey,
                smId,
                dateCreated,
                oofShard);
    }

    private Delivery delivery() {
        return new Delivery(text(), text(), text(), text(), text(), text(), text());
    }

    private Payment payment() {
        return new Payment(
                text(),
                text(),
                Currency.getInstance(text()),
                text(),
                amount(),
                whole(),
                text(),
                amount(),
                amount(),
                amount());
    }

    private String text() {
        return (String) texts[next++];
    }

    private long whole() {
        return Long.parseLong(text());
    }

    private Amount amount() {
        return Amount.of(text());
    }
}
