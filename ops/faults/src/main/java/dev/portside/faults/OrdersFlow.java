package dev.portside.faults;

import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.OrderFleet;
import dev.portside.faults.orders.OrderReport;
import dev.portside.faults.orders.OrderTrial;

/** Orders are published while the instances that store them, NATS and PostgreSQL are killed. */
final class OrdersFlow {
    private static final int INSTANCES = 2;

    private OrdersFlow() {}

    /** Whether everything was right. */
    static boolean run(Order order) throws InterruptedException {
        try (OrderFleet fleet = OrderFleet.start(order.distribution(), Order.LOGS, INSTANCES)) {
            Assault assault = new Assault(
                    fleet.victims(), order.kills(), order.pauses(), order.tasks(), order.seed(), System.out::println);
            OrderReport report = OrderTrial.run(fleet, order.tasks(), order.seed(), assault);
            System.out.println(assault);
            System.out.println(report);
            return report.clean() && assault.complete();
        }
    }
}
