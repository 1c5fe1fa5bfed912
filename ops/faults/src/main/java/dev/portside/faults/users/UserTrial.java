package dev.portside.faults.users;

import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.load.Allowance;
import dev.portside.faults.load.FlowRun;
import java.util.List;

/** Changes of users, something that happens to the relays meanwhile, and the judgement of the topic afterwards. */
public final class UserTrial {
    private UserTrial() {}

    /**
     * The fleet must be ready and fresh, and its outbox is empty when this returns.
     *
     * @param changes to ask for
     */
    public static UserReport run(RelayFleet fleet, int changes, long seed, FlowRun.Disturbance disturbance)
            throws InterruptedException {
        try (UserRun run =
                new UserRun(List.of(fleet.api()), fleet.users(), fleet.brokers(), seed, new Allowance(changes))) {
            return run.judgeAfter(disturbance, fleet::awaitReady);
        }
    }
}
