package dev.portside.faults;

import dev.portside.faults.fleet.Fleet;
import dev.portside.faults.rolling.RollingTrial;
import java.nio.file.Path;

/** Three instances behind nginx, started anew one after the other, again and again, while records come in. */
final class RollingFlow {
    private static final int INSTANCES = 3;
    private static final int CLIENTS = 32;

    private RollingFlow() {}

    /** Whether no request failed and nothing was lost; each instance is started anew {@code order.pauses()} times. */
    static boolean run(Order order) throws InterruptedException {
        try (Fleet fleet = Fleet.start(order.distribution(), Order.LOGS, INSTANCES)) {
            RollingTrial.Outcome outcome =
                    RollingTrial.run(fleet, nginx(order.distribution()), "rolling-", CLIENTS, order.pauses());
            System.out.println(outcome);
            return outcome.clean();
        }
    }

    /** The configuration of nginx, in the repository that the distribution was built in. */
    static Path nginx(Path distribution) {
        return distribution.resolve("../../../ops/nginx");
    }
}
