package dev.portside.faults;

import dev.portside.faults.blows.RelayAssault;
import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.users.UserReport;
import dev.portside.faults.users.UserTrial;
import java.util.Map;

/**
 * Users change while relays join, leave and die, at named steps and at any moment, and the broker and the database of the
 * outbox die, too.
 */
final class UsersFlow {
    private static final int RELAYS = 4;

    private UsersFlow() {}

    /** Whether everything was right. */
    static boolean run(Order order) throws InterruptedException {
        try (RelayFleet fleet = RelayFleet.start(order.distribution(), Order.LOGS)
                .withApi(Map.of())
                .withRelays(RELAYS, Map.of())) {
            RelayAssault assault = new RelayAssault(
                    fleet, order.kills(), order.pauses(), order.tasks(), order.seed(), System.out::println);
            UserReport report = UserTrial.run(fleet, order.tasks(), order.seed(), assault);
            System.out.println(assault);
            System.out.println(report);
            return report.clean() && assault.complete();
        }
    }
}
