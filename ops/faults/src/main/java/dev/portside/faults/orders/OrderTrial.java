package dev.portside.faults.orders;

import dev.portside.faults.fleet.OrderFleet;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.FlowRun;

/** Order messages, something that happens to who stores them, and the judgement of all orders afterwards. */
public final class OrderTrial {
    private OrderTrial() {}

    /** The fleet must be ready and fresh. */
    public static OrderReport run(OrderFleet fleet, int messages, long seed, FlowRun.Disturbance disturbance)
            throws InterruptedException {
        try (OrderRun run =
                new OrderRun(fleet.instances(), fleet.orders(), fleet.connection(), seed, new Allowance(messages))) {
            return run.judgeAfter(disturbance, fleet::awaitReady);
        }
    }
}
