package dev.portside.faults;

import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.products.StoreOutageTrial;
import java.time.Duration;
import java.util.Map;

/** Two instances go on accepting product events for a minute and a half without the store. */
final class StoreOutageFlow {
    private static final int INSTANCES = 2;
    private static final int EVENTS_PER_SECOND = 400;
    private static final Duration TIME = Duration.ofSeconds(90);

    private StoreOutageFlow() {}

    /** Whether every event was accepted and applied. */
    static boolean run(Order order) throws InterruptedException {
        try (ProductFleet fleet = ProductFleet.start(order.distribution(), Order.LOGS, INSTANCES, Map.of())) {
            StoreOutageTrial.Outcome outcome = StoreOutageTrial.run(fleet, EVENTS_PER_SECOND, TIME);
            System.out.println(outcome);
            return outcome.wrong().isEmpty() && outcome.refused() == 0;
        }
    }
}
