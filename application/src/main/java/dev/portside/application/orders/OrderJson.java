package dev.portside.application.orders;

import dev.portside.application.json.Json;
import dev.portside.domain.orders.Delivery;
import dev.portside.domain.orders.Item;
import dev.portside.domain.orders.Order;
import dev.portside.domain.orders.Payment;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** An order in its well-known shape: what a publisher sends and what a reader gets. */
public final class OrderJson {
    private OrderJson() {}

    public static byte[] bytes(Order order) {
        return Json.bytes(tree(order));
    }

    public static ObjectNode tree(Order order) {
        ObjectNode json = Json.object()
                .put("order_uid", order.uid().value())
                .put("track_number", order.trackNumber())
                .put("entry", order.entry());
        json.set("delivery", tree(order.delivery()));
        json.set("payment", tree(order.payment()));
        ArrayNode items = json.putArray("items");
        order.items().forEach(item -> items.add(tree(item)));
        return json.put("locale", order.locale())
                .put("internal_signature", order.internalSignature())
                .put("customer_id", order.customerId())
                .put("delivery_service", order.deliveryService())
                .put("shardkey", order.shardkey())
                .put("sm_id", order.smId())
                .put("date_created", order.dateCreated().toString())
                .put("oof_shard", order.oofShard());
    }

    private static ObjectNode tree(Delivery delivery) {
        return Json.object()
                .put("name", delivery.name())
                .put("phone", delivery.phone())
                .put("zip", delivery.zip())
                .put("city", delivery.city())
                .put("address", delivery.address())
                .put("region", delivery.region())
                .put("email", delivery.email());
    }

    private static ObjectNode tree(Payment payment) {
        return Json.object()
                .put("transaction", payment.transaction())
                .put("request_id", payment.requestId())
                .put("currency", payment.currency().getCurrencyCode())
                .put("provider", payment.provider())
                .put("amount", payment.amount().value())
                .put("payment_dt", payment.paidAtSecond())
                .put("bank", payment.bank())
                .put("delivery_cost", payment.deliveryCost().value())
                .put("goods_total", payment.goodsTotal().value())
                .put("custom_fee", payment.customFee().value());
    }

    private static ObjectNode tree(Item item) {
        return Json.object()
                .put("chrt_id", item.chrtId())
                .put("track_number", item.trackNumber())
                .put("price", item.price().value())
                .put("rid", item.rid())
                .put("name", item.name())
                .put("sale", item.sale())
                .put("size", item.size())
                .put("total_price", item.totalPrice().value())
                .put("nm_id", item.nmId())
                .put("brand", item.brand())
                .put("status", item.status());
    }
}
