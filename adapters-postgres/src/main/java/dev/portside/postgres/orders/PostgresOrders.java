package dev.portside.postgres.orders;

import dev.portside.domain.orders.Addition;
import dev.portside.domain.orders.Item;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.OrderPosition;
import dev.portside.domain.orders.OrderUid;
import dev.portside.domain.orders.Orders;
import dev.portside.postgres.Database;
import dev.portside.postgres.Rows;
import io.helidon.dbclient.DbStatementQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Orders in PostgreSQL, in four tables. A batch is stored by one statement, which commits by itself; only when orders were
 * stored before, a second one reads them, to tell repeats from changes. That is safe since a stored order never changes.
 *
 * <p>Method: the statement first adds to a counter and so holds its row until the commit. Hence batches commit one after
 * the other, arrivals are numbered in the sequence of their commits, and whoever reads on from a number misses none.
 * Hazard: the counter's row is what all instances wait for; a batch costs one commit, whatever its size.
 */
public final class PostgresOrders implements Orders {
    private static final String ADD = """
            WITH numbered AS (
                UPDATE order_counters SET value = value + cardinality(CAST(? AS text[])) WHERE name = 'arrival'
                RETURNING value),
            sent AS (SELECT * FROM unnest(%s, %s, %s) WITH ORDINALITY AS sent (%s, %s, %s, place)),
            added AS (
                INSERT INTO orders (arrival, %s)
                SELECT numbered.value - sent.place + 1, %s FROM numbered, sent
                ON CONFLICT (order_uid) DO NOTHING
                RETURNING order_uid),
            delivered AS (
                INSERT INTO delivery (order_uid, %s) SELECT order_uid, %s FROM sent JOIN added USING (order_uid)),
            paid AS (
                INSERT INTO payment (order_uid, %s) SELECT order_uid, %s FROM sent JOIN added USING (order_uid)),
            listed AS (
                INSERT INTO items (order_uid, place, %s)
                SELECT order_uid, place, %s
                FROM unnest(CAST(? AS text[]), CAST(? AS int[]), %s) AS item (order_uid, place, %s)
                JOIN added USING (order_uid)),
            counted AS (
                UPDATE order_counters SET value = value + (SELECT count(*) FROM added) WHERE name = 'stored')
            SELECT order_uid FROM added""".formatted(
                    OrderColumns.arrays(OrderColumns.ORDER),
                    OrderColumns.arrays(OrderColumns.DELIVERY),
                    OrderColumns.arrays(OrderColumns.PAYMENT),
                    OrderColumns.names("", OrderColumns.ORDER),
                    OrderColumns.names("d_", OrderColumns.DELIVERY),
                    OrderColumns.names("p_", OrderColumns.PAYMENT),
                    OrderColumns.names("", OrderColumns.ORDER),
                    OrderColumns.names("sent.", OrderColumns.ORDER),
                    OrderColumns.names("", OrderColumns.DELIVERY),
                    OrderColumns.names("d_", OrderColumns.DELIVERY),
                    OrderColumns.names("", OrderColumns.PAYMENT),
                    OrderColumns.names("p_", OrderColumns.PAYMENT),
                    OrderColumns.names("", OrderColumns.ITEM),
                    OrderColumns.names("item.", OrderColumns.ITEM),
                    OrderColumns.arrays(OrderColumns.ITEM),
                    OrderColumns.names("", OrderColumns.ITEM));

    private static final String FIND =
            "WITH page AS (SELECT unnest(CAST(? AS text[])) AS order_uid) " + OrderRows.SELECT;

    private static final String NEWEST = newest("");

    private static final String NEXT =
            newest("WHERE (date_created, order_uid) < (CAST(? AS timestamptz), CAST(? AS text))");

    private static final String COUNT = "SELECT value FROM order_counters WHERE name = ?";

    private static final String ARRIVALS = """
            SELECT arrival, order_uid FROM orders WHERE arrival > CAST(? AS bigint)
            ORDER BY arrival LIMIT CAST(? AS bigint)""";

    private record Line(Order order, int place, Item item) {}

    private final Database database;

    public PostgresOrders(Database main) {
        this.database = main;
    }

    private static String newest(String condition) {
        return """
                WITH page AS (
                    SELECT date_created, order_uid FROM orders %s
                    ORDER BY date_created DESC, order_uid DESC LIMIT CAST(? AS bigint))
                """.formatted(condition) + OrderRows.SELECT + " ORDER BY date_created DESC, order_uid DESC";
    }

    @Override
    public List<Addition> add(List<Order> orders) {
        Map<OrderUid, Order> firsts = new LinkedHashMap<>();
        orders.forEach(order -> firsts.putIfAbsent(order.uid(), order));
        Set<OrderUid> added = store(List.copyOf(firsts.values()));
        Map<OrderUid, Order> stored = new HashMap<>(firsts);
        find(firsts.keySet().stream().filter(uid -> !added.contains(uid)).toList())
                .forEach(before -> stored.put(before.uid(), before));
        List<Addition> additions = new ArrayList<>();
        for (Order order : orders) {
            Order kept = Objects.requireNonNull(stored.get(order.uid()));
            if (added.remove(order.uid())) {
                additions.add(new Addition.Added());
            } else {
                additions.add(order.equals(kept) ? new Addition.AlreadyStored() : new Addition.Differs(kept));
            }
        }
        return additions;
    }

    /** @return which of them were not stored before */
    private Set<OrderUid> store(List<Order> orders) {
        if (orders.isEmpty()) {
            return Set.of();
        }
        List<Line> lines = orders.stream().flatMap(PostgresOrders::lines).toList();
        return database.execute(db -> {
            DbStatementQuery add = db.createQuery(ADD)
                    .addParam((Object) Rows.texts(orders, order -> order.uid().value()));
            bind(add, orders, order -> order, OrderColumns.ORDER);
            bind(add, orders, Order::delivery, OrderColumns.DELIVERY);
            bind(add, orders, Order::payment, OrderColumns.PAYMENT);
            add.addParam((Object) Rows.texts(lines, line -> line.order.uid().value()));
            add.addParam(Rows.wholes(lines, Line::place));
            bind(add, lines, Line::item, OrderColumns.ITEM);
            return add.execute().map(row -> new OrderUid(Rows.text(row, 1))).collect(Collectors.toSet());
        });
    }

    private static Stream<Line> lines(Order order) {
        return IntStream.range(0, order.items().size())
                .mapToObj(place -> new Line(order, place, order.items().get(place)));
    }

    private static <T, P> void bind(
            DbStatementQuery statement, List<T> rows, Function<T, P> part, List<OrderColumns<P>> columns) {
        for (OrderColumns<P> column : columns) {
            statement.addParam((Object) Rows.texts(
                    rows, row -> column.value().apply(part.apply(row)).toString()));
        }
    }

    @Override
    public Optional<Order> find(OrderUid uid) {
        return find(List.of(uid)).stream().findFirst();
    }

    @Override
    public List<Order> find(List<OrderUid> uids) {
        if (uids.isEmpty()) {
            return List.of();
        }
        return database.execute(db -> db.query(FIND, (Object) Rows.texts(uids, OrderUid::value))
                .flatMap(row -> OrderRows.order(row).stream())
                .toList());
    }

    @Override
    public List<Order> newest(Optional<OrderPosition> after, int limit) {
        return database.execute(db -> after.map(position -> db.query(
                        NEXT,
                        Rows.timestamp(position.dateCreated()),
                        position.uid().value(),
                        limit))
                .orElseGet(() -> db.query(NEWEST, limit))
                .flatMap(row -> OrderRows.order(row).stream())
                .toList());
    }

    @Override
    public long count() {
        return counter("stored");
    }

    @Override
    public List<Arrival> arrivals(long after, int limit) {
        return database.execute(db -> db.query(ARRIVALS, after, limit)
                .map(row -> new Arrival(Rows.whole(row, 1), new OrderUid(Rows.text(row, 2))))
                .toList());
    }

    @Override
    public long lastArrival() {
        return counter("arrival");
    }

    private long counter(String name) {
        return database.execute(
                db -> db.get(COUNT, name).map(row -> Rows.whole(row, 1)).orElseThrow());
    }
}
