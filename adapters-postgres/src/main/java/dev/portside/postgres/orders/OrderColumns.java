package dev.portside.postgres.orders;

import dev.portside.domain.orders.Delivery;
import dev.portside.domain.orders.Item;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.Payment;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of one of the four tables, with what an order's part puts there. {@link OrderRows} reads the columns in the
 * order of these lists.
 *
 * @param type in PostgreSQL
 */
record OrderColumns<T>(String name, String type, Function<T, Object> value) {
    static final List<OrderColumns<Order>> ORDER = List.of(
            text("order_uid", order -> order.uid().value()),
            text("track_number", Order::trackNumber),
            text("entry", Order::entry),
            text("locale", Order::locale),
            text("internal_signature", Order::internalSignature),
            text("customer_id", Order::customerId),
            text("delivery_service", Order::deliveryService),
            text("shardkey", Order::shardkey),
            whole("sm_id", Order::smId),
            new OrderColumns<>("date_created", "timestamptz", Order::dateCreated),
            text("oof_shard", Order::oofShard));

    static final List<OrderColumns<Delivery>> DELIVERY = List.of(
            text("name", Delivery::name),
            text("phone", Delivery::phone),
            text("zip", Delivery::zip),
            text("city", Delivery::city),
            text("address", Delivery::address),
            text("region", Delivery::region),
            text("email", Delivery::email));

    static final List<OrderColumns<Payment>> PAYMENT = List.of(
            text("transaction", Payment::transaction),
            text("request_id", Payment::requestId),
            text("currency", payment -> payment.currency().getCurrencyCode()),
            text("provider", Payment::provider),
            amount("amount", payment -> payment.amount().value()),
            whole("payment_dt", Payment::paidAtSecond),
            text("bank", Payment::bank),
            amount("delivery_cost", payment -> payment.deliveryCost().value()),
            amount("goods_total", payment -> payment.goodsTotal().value()),
            amount("custom_fee", payment -> payment.customFee().value()));

    static final List<OrderColumns<Item>> ITEM = List.of(
            whole("chrt_id", Item::chrtId),
            text("track_number", Item::trackNumber),
            amount("price", item -> item.price().value()),
            text("rid", Item::rid),
            text("name", Item::name),
            whole("sale", Item::sale),
            text("size", Item::size),
            amount("total_price", item -> item.totalPrice().value()),
            whole("nm_id", Item::nmId),
            text("brand", Item::brand),
            whole("status", Item::status));

    private static <T> OrderColumns<T> text(String name, Function<T, Object> value) {
        return new OrderColumns<>(name, "text", value);
    }

    private static <T> OrderColumns<T> whole(String name, Function<T, Object> value) {
        return new OrderColumns<>(name, "bigint", value);
    }

    private static <T> OrderColumns<T> amount(String name, Function<T, Object> value) {
        return new OrderColumns<>(name, "numeric", value);
    }

    /** @param prefix of each, such as a table's name with a dot */
    static <T> String names(String prefix, List<OrderColumns<T>> columns) {
        return columns.stream().map(column -> prefix + column.name).collect(Collectors.joining(", "));
    }

    /** One array of texts with all of them; times as microseconds since 1970. */
    static <T> String texts(List<OrderColumns<T>> columns) {
        return columns.stream()
                .map(column -> column.type.equals("timestamptz")
                        ? "CAST(CAST(extract(epoch FROM " + column.name + ") * 1000000 AS bigint) AS text)"
                        : "CAST(" + column.name + " AS text)")
                .collect(Collectors.joining(", ", "ARRAY[", "]"));
    }

    /** One array for each column. */
    static <T> String arrays(List<OrderColumns<T>> columns) {
        return columns.stream()
                .map(column -> "CAST(? AS " + column.type + "[])")
                .collect(Collectors.joining(", "));
    }
}
