package dev.portside.domain.orders;

/**
 * One line of an order. Texts follow {@link OrderRules#text}, whole numbers are 0 to {@link OrderRules#NUMBER_MAX}.
 *
 * @param sale the discount in percent, 0 to {@link OrderRules#PERCENT_MAX}
 */
public record Item(
        long chrtId,
        String trackNumber,
        Amount price,
        String rid,
        String name,
        long sale,
        String size,
        Amount totalPrice,
        long nmId,
        String brand,
        long status) {
    public Item {
        OrderRules.number(chrtId, OrderRules.NUMBER_MAX);
        OrderRules.number(sale, OrderRules.PERCENT_MAX);
        OrderRules.number(nmId, OrderRules.NUMBER_MAX);
        OrderRules.number(status, OrderRules.NUMBER_MAX);
        OrderRules.texts(trackNumber, rid, name, size, brand);
    }
}
