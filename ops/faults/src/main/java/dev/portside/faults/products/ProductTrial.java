package dev.portside.faults.products;

import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.FlowRun;

/** Product events, something that happens to the fleet meanwhile, and the judgement of everything afterwards. */
public final class ProductTrial {
    private ProductTrial() {}

    /**
     * The fleet must be ready and fresh, and has nothing left to do when this returns.
     *
     * @param products at least one for each client
     */
    public static ProductReport run(
            ProductFleet fleet, int products, int events, long seed, FlowRun.Disturbance disturbance)
            throws InterruptedException {
        try (ProductRun run = new ProductRun(
                fleet.instances(), fleet.products(), fleet.brokers(), products, seed, new Allowance(events))) {
            return run.judgeAfter(disturbance, fleet::awaitReady);
        }
    }
}
