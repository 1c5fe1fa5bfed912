package dev.portside.http.orders;

import dev.portside.application.json.Json;
import dev.portside.domain.orders.Order;
import tools.jackson.databind.node.ObjectNode;

/** What a list shows of an order, in the order's own shape. */
public final class OrderSummary {
    private OrderSummary() {}

    public static byte[] bytes(Order order) {
        ObjectNode json = Json.object()
                .put("order_uid", order.uid().value())
                .put("track_number", order.trackNumber())
                .put("customer_id", order.customerId())
                .put("date_created", order.dateCreated().toString());
        json.putObject("delivery")
                .put("name", order.delivery().name())
                .put("city", order.delivery().city());
        json.putObject("payment")
                .put("amount", order.payment().amount().value())
                .put("currency", order.payment().currency().getCurrencyCode());
        return Json.bytes(json);
    }
}
