package dev.portside.domain.orders;

import dev.portside.domain.shared.Invalid;
import java.time.Instant;
import java.util.List;

/**
 * One order. Two orders are equal when all their members are, amounts and times by value. Texts follow
 * {@link OrderRules#text}.
 *
 * @param items 1 to {@value #ITEMS_MAX}
 * @param smId 0 to {@link OrderRules#NUMBER_MAX}
 * @param dateCreated cut to microseconds
 */
public record Order(
        OrderUid uid,
        String trackNumber,
        String entry,
        Delivery delivery,
        Payment payment,
        List<Item> items,
        String locale,
        String internalSignature,
        String customerId,
        String deliveryService,
        String shardkey,
        long smId,
        Instant dateCreated,
        String oofShard) {
    public static final int ITEMS_MAX = 1000;

    public Order {
        OrderRules.texts(
                trackNumber, entry, locale, internalSignature, customerId, deliveryService, shardkey, oofShard);
        OrderRules.number(smId, OrderRules.NUMBER_MAX);
        if (items.isEmpty() || items.size() > ITEMS_MAX) {
            throw new Invalid("must have 1 to " + ITEMS_MAX + " items");
        }
        items = List.copyOf(items);
        dateCreated = OrderRules.time(dateCreated);
    }

    public OrderPosition position() {
        return new OrderPosition(dateCreated, uid);
    }
}
