package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.products.StoreOutageTrial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults FLOW=store_outage}. */
@Timeout(180)
class StoreOutageIT {
    private static final Duration TIME = Duration.ofSeconds(8);

    @Test
    void acceptingGoesOnWithoutTheStoreAndAllIsAppliedAfterItsReturn() throws InterruptedException {
        try (ProductFleet fleet = ProductFleet.start(
                Distribution.FOLDER,
                Path.of("target/faults/store-outage"),
                1,
                Map.of("CIRCUIT_BREAKER_TIMEOUT", "2s", "CIRCUIT_BREAKER_THRESHOLD", "3"))) {
            StoreOutageTrial.Outcome outcome = StoreOutageTrial.run(fleet, 50, TIME);
            System.out.println(outcome);
            assertThat(outcome.wrong()).isEmpty();
            assertThat(outcome.away().accepted()).isPositive();
        }
    }
}
