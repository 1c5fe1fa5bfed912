package dev.portside.load.scenarios;

import dev.portside.load.Ending;
import dev.portside.load.Reply;
import dev.portside.load.Scenario;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** One of a hundred orders, published before, is read. */
final class OrdersRead implements Scenario {
    private static final int ORDERS = 100;

    private final Target target;
    private final List<JsonNode> orders;

    OrdersRead(Target target) {
        this.target = target;
        this.orders = IntStream.range(0, ORDERS)
                .mapToObj(number -> Orders.order("read-" + target.name(number)))
                .toList();
    }

    @Override
    public void prepare() throws TaskFault, InterruptedException {
        for (JsonNode order : orders) {
            publish(order);
        }
        for (JsonNode order : orders) {
            Orders.await(target.service(), order);
        }
    }

    private void publish(JsonNode order) throws TaskFault, InterruptedException {
        try {
            Reply reply = target.orders().publish(order);
            if (reply.status() != 202) {
                throw new TaskFault(
                        Ending.FAILED,
                        "publishing an order was answered with " + reply.status()
                                + ": a service on real backends takes orders from NATS, give --nats");
            }
        } catch (IOException _) {
            throw new TaskFault(Ending.FAILED, "an order could not be published");
        }
    }

    @Override
    public Work work(int number) {
        JsonNode order = orders.get(number % ORDERS);
        return journey -> Orders.compare(
                order,
                journey.call("GET /api/orders/{uid}", () -> target.service().get(Orders.path(order)), 200, 404));
    }
}
