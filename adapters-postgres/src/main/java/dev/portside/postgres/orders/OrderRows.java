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
import java.util.ArrayList;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads orders from rows of one item each, all items of an order in their order and one order after the other. Only the
 * row of an order's first item, at place 0, has the columns of the order itself.
 */
final class OrderRows {
    /** Every query for orders goes on from its list of uids, {@code page (order_uid)}, like this. */
    static final String SELECT = "SELECT items.place, " + OrderColumns.names("items.", OrderColumns.ITEM) + ", "
            + OrderColumns.names("orders.", OrderColumns.ORDER) + ", "
            + OrderColumns.names("delivery.", OrderColumns.DELIVERY) + ", "
            + OrderColumns.names("payment.", OrderColumns.PAYMENT) + " " + """
            FROM page JOIN items ON items.order_uid = page.order_uid
                LEFT JOIN orders ON items.place = 0 AND orders.order_uid = items.order_uid
                LEFT JOIN delivery ON items.place = 0 AND delivery.order_uid = items.order_uid
                LEFT JOIN payment ON items.place = 0 AND payment.order_uid = items.order_uid""";

    private final DbRow row;
    private int column;

    private OrderRows(DbRow row, int columnsBefore) {
        this.row = row;
        this.column = columnsBefore;
    }

    /** All orders of the rows. */
    static List<Order> orders(Stream<DbRow> rows) {
        List<Order> orders = new ArrayList<>();
        List<Item> items = new ArrayList<>();
        for (Iterator<DbRow> left = rows.toList().reversed().iterator(); left.hasNext(); ) {
            // From the last item to the first, whose row completes the order.
            OrderRows next = new OrderRows(left.next(), 0);
            boolean first = next.whole() == 0;
            items.add(next.item());
            if (first) {
                orders.add(next.order(items.reversed()));
                items.clear();
            }
        }
        return orders.reversed();
    }

    private Item item() {
        return new Item(
                whole(), text(), amount(), text(), text(), whole(), text(), amount(), whole(), text(), whole());
    }

    private Order order(List<Item> items) {
        OrderUid uid = new OrderUid(text());
        String trackNumber = text();
        String entry = text();
        String locale = text();
        String internalSignature = text();
        String customerId = text();
        String deliveryService = text();
        String shardkey = text();
        long smId = whole();
        Instant dateCreated = Rows.instant(row, ++column);
        String oofShard = text();
        return new Order(
                uid,
                trackNumber,
                entry,
                delivery(),
                payment(),
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
        return Rows.text(row, ++column);
    }

    private long whole() {
        return Rows.whole(row, ++column);
    }

    private Amount amount() {
        return Amount.of(text());
    }
}
