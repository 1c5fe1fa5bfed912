package dev.portside.fuzz;

import dev.portside.application.json.BadJson;
import dev.portside.application.orders.OrderJson;
import dev.portside.domain.orders.Order;
import dev.portside.nats.OrderReader;

/** Messages in the stream of orders. */
public final class OrderMessageFuzz {
    private OrderMessageFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        Order read;
        try {
            read = OrderReader.read(input);
        } catch (BadJson _) {
            return;
        }
        Check.same(read, OrderReader.read(OrderJson.bytes(read)));
    }
}
