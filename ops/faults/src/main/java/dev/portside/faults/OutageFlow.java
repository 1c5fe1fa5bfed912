package dev.portside.faults;

import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.users.OutageTrial;
import java.time.Duration;
import java.util.Map;

/** One instance that answers for users and relays their events goes on for a minute without the broker. */
final class OutageFlow {
    private static final int USERS_PER_SECOND = 200;
    private static final Duration TIME = Duration.ofMinutes(1);
    private static final double LATENCY_RATIO_MAX = 2;

    private OutageFlow() {}

    /** Whether users were answered as fast as before, and every event arrived. */
    static boolean run(Order order) throws InterruptedException {
        try (RelayFleet fleet =
                RelayFleet.start(order.distribution(), Order.LOGS).withApi(Map.of("ROLES", "api,relay"))) {
            OutageTrial.Outcome outcome = OutageTrial.run(fleet, USERS_PER_SECOND, TIME);
            System.out.println(outcome);
            return outcome.refused().isEmpty() && outcome.wrong() == 0 && outcome.ratio() <= LATENCY_RATIO_MAX;
        }
    }
}
