package dev.portside.faults;

import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.products.ProductReport;
import dev.portside.faults.products.ProductTrial;
import java.util.Map;

/** Three instances accept and apply product events; they, the broker and the store are killed and paused meanwhile. */
final class ProductsFlow {
    private static final int INSTANCES = 3;
    private static final int PRODUCTS = 1_000;

    /** The breaker tries again sooner than it would, so that what is lost is found sooner, too. */
    static final Map<String, String> SETTINGS = Map.of("CIRCUIT_BREAKER_TIMEOUT", "2s");

    private ProductsFlow() {}

    /** Whether everything was right. */
    static boolean run(Order order) throws InterruptedException {
        try (ProductFleet fleet = ProductFleet.start(order.distribution(), Order.LOGS, INSTANCES, SETTINGS)) {
            Assault assault = new Assault(
                    fleet.victims(), order.kills(), order.pauses(), order.tasks(), order.seed(), System.out::println);
            ProductReport report = ProductTrial.run(fleet, PRODUCTS, order.tasks(), order.seed(), assault);
            System.out.println(assault);
            System.out.println(report);
            return report.clean() && assault.complete();
        }
    }
}
