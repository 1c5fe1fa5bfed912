package dev.portside.load.scenarios;

import dev.portside.load.Expected;
import dev.portside.load.Journey;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.Service;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import java.math.BigDecimal;
import tools.jackson.databind.node.ObjectNode;

/** An event for a product, and a look at the product. */
final class Products implements Scenario {
    private static final int PRICES = 10_000;
    private static final int CENTS = 2;

    private final Target target;

    Products(Target target) {
        this.target = target;
    }

    @Override
    public Work work(int number) {
        return new Event(target.service(), "load-" + target.name(number), number);
    }

    private static final class Event implements Work {
        private final Service service;
        private final String id;
        private final BigDecimal price;
        private final int stock;
        private Reply accepted = Reply.NONE;

        Event(Service service, String id, int number) {
            this.service = service;
            this.id = id;
            this.price = BigDecimal.valueOf(number % PRICES, CENTS);
            this.stock = number;
        }

        @Override
        public void run(Journey journey) throws TaskFault, InterruptedException {
            accepted = journey.call(
                    "POST /api/v1/events", () -> service.post("/api/v1/events", product("product_id")), 202);
            journey.call("GET /api/v1/products", () -> service.get("/api/v1/products/" + id), 200, 404);
        }

        private ObjectNode product(String idName) {
            return Expected.JSON
                    .createObjectNode()
                    .put(idName, id)
                    .put("price", price)
                    .put("stock", stock);
        }

        @Override
        public void check() throws TaskFault, InterruptedException {
            service.awaitApplied(accepted);
            Reply found = service.look("/api/v1/products/" + id);
            // Compared as texts are read: 1.50 stays 1.50.
            Expected.same(
                    "product " + id,
                    Expected.JSON.readTree(Expected.JSON.writeValueAsBytes(product("id"))),
                    Expected.found("product " + id, found));
        }
    }
}
