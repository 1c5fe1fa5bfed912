package dev.portside.bootstrap.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portside.application.json.Json;
import dev.portside.application.orders.OrderJson;
import dev.portside.domain.orders.Order;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Messages that look like orders and are none. */
public final class SpoiledOrders {
    private static final List<Function<ObjectNode, byte[]>> WAYS = List.of(
            json -> Arrays.copyOf(Json.bytes(json), Json.bytes(json).length / 2),
            json -> ("order " + json.get("order_uid").stringValue()).getBytes(UTF_8),
            json -> {
                json.remove("payment");
                return Json.bytes(json);
            },
            json -> {
                ((ObjectNode) json.get("payment")).put("amount", -1).put("currency", "dollars");
                return Json.bytes(json);
            },
            json -> {
                ((ObjectNode) json.get("items").get(0)).put("price", "a lot");
                return Json.bytes(json);
            },
            json -> {
                json.put("date_created", "yesterday");
                return Json.bytes(json);
            });

    private SpoiledOrders() {}

    /** A message made of the order that cannot be read as one. */
    public static byte[] spoiled(Order order, Random random) {
        return WAYS.get(random.nextInt(WAYS.size())).apply(OrderJson.tree(order));
    }
}
