package dev.portside.load.scenarios;

import dev.portside.load.Journey;
import dev.portside.load.Scenario;
import dev.portside.load.TaskFault;
import dev.portside.load.Work;
import tools.jackson.databind.JsonNode;

/** An order is published, and can be read. */
final class OrdersPublish implements Scenario {
    private final Target target;

    OrdersPublish(Target target) {
        this.target = target;
    }

    @Override
    public Work work(int number) {
        JsonNode order = Orders.order("load-" + target.name(number));
        return new Work() {
            @Override
            public void run(Journey journey) throws TaskFault, InterruptedException {
                journey.call("publish order", () -> target.orders().publish(order), 202);
            }

            @Override
            public void check() throws TaskFault, InterruptedException {
                Orders.await(target.service(), order);
            }
        };
    }
}
