package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.OrderFleet;
import dev.portside.faults.orders.OrderReport;
import dev.portside.faults.orders.OrderTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults FLOW=orders}. */
@Timeout(300)
class OrdersBlowsIT {
    private static final int INSTANCES = 2;
    private static final int KILLS = 3;
    private static final int MESSAGES = 2_000;

    @Test
    void everyOrderIsStoredOnceAndEveryBadMessageBuriedThroughKills() throws InterruptedException {
        long seed = Seed.of(OrdersBlowsIT.class);
        try (OrderFleet fleet = OrderFleet.start(Distribution.FOLDER, Path.of("target/faults"), INSTANCES)) {
            Assault assault = new Assault(fleet.victims(), KILLS, 0, MESSAGES, seed, _ -> {});
            OrderReport report = OrderTrial.run(fleet, MESSAGES, seed, assault);
            System.out.println(assault);
            System.out.println(report);
            assertThat(report.faults()).isEmpty();
            assertThat(report.clean()).isTrue();
            assertThat(assault.complete()).isTrue();
        }
    }
}
