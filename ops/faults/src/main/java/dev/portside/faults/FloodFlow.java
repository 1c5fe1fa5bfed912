package dev.portside.faults;

import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.products.FloodTrial;
import java.time.Duration;
import java.util.Map;

/** One instance is sent three times as many product events as its store can take, for a minute. */
final class FloodFlow {
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final Duration P99_MAX = Duration.ofMillis(100);
    private static final double HEAP_GROWTH_MAX = 1.25;

    /** The store is slow to one consumer, and the queue is short. */
    static final Map<String, String> SETTINGS = Map.of("WORKERS", "1", "QUEUE_MAX_LAG", "1000");

    private FloodFlow() {}

    /** Whether the excess was refused, acceptance stayed fast, the heap flat, and nothing got lost. */
    static boolean run(Order order) throws InterruptedException {
        try (ProductFleet fleet = ProductFleet.start(order.distribution(), Order.LOGS, 1, SETTINGS)) {
            FloodTrial.Outcome outcome = FloodTrial.run(fleet, TIME);
            System.out.println(outcome);
            return outcome.wrong().isEmpty()
                    && outcome.flood().refused() > 0
                    && outcome.flood().p99().compareTo(P99_MAX) <= 0
                    && outcome.heapAfter() <= outcome.heapBefore() * HEAP_GROWTH_MAX;
        }
    }
}
