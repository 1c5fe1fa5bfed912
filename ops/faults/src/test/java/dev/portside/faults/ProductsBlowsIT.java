package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.blows.Assault;
import dev.portside.faults.fleet.ProductFleet;
import dev.portside.faults.products.ProductReport;
import dev.portside.faults.products.ProductTrial;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults FLOW=products}. */
@Timeout(300)
class ProductsBlowsIT {
    private static final int INSTANCES = 2;
    private static final int KILLS = 4;
    private static final int PRODUCTS = 200;
    private static final int EVENTS = 3_000;

    @Test
    void everyAcceptedEventTakesEffectOnceAndInOrderThroughKills() throws InterruptedException {
        long seed = Seed.of(ProductsBlowsIT.class);
        try (ProductFleet fleet =
                ProductFleet.start(Distribution.FOLDER, Path.of("target/faults"), INSTANCES, ProductsFlow.SETTINGS)) {
            Assault assault = new Assault(fleet.victims(), KILLS, 0, EVENTS, seed, _ -> {});
            ProductReport report = ProductTrial.run(fleet, PRODUCTS, EVENTS, seed, assault);
            System.out.println(assault);
            System.out.println(report);
            assertThat(report.faults()).isEmpty();
            assertThat(report.surprises()).isEmpty();
            assertThat(assault.complete()).isTrue();
            assertThat(report.accepted()).isGreaterThan(EVENTS * 9 / 10);
        }
    }
}
