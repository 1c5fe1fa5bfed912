package dev.portside.domain.orders;

import java.util.Currency;

/**
 * How an order was paid. Texts follow {@link OrderRules#text}.
 *
 * @param paidAtSecond the seconds from 1970 to the payment
 */
public record Payment(
        String transaction,
        String requestId,
        Currency currency,
        String provider,
        Amount amount,
        long paidAtSecond,
        String bank,
        Amount deliveryCost,
        Amount goodsTotal,
        Amount customFee) {
    public Payment {
        OrderRules.texts(transaction, requestId, provider, bank);
        OrderRules.number(paidAtSecond, OrderRules.epochSecondMax());
    }
}
