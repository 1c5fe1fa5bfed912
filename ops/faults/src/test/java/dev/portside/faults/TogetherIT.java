package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.fleet.WholeFleet;
import dev.portside.faults.together.Together;
import dev.portside.faults.together.TogetherPlan;
import dev.portside.faults.together.TogetherReport;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults}: each harm at least once, to whom the seed says. */
@Timeout(600)
class TogetherIT {
    private static final Duration TIME = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofSeconds(2);

    @Test
    void nothingIsLostDoubledOutOfOrderStaleOrGivenBeyondItsLimitWhateverBreaks() throws InterruptedException {
        long seed = Seed.of(TogetherIT.class);
        try (WholeFleet fleet = WholeFleet.start(Distribution.FOLDER, Path.of("target/faults/together"))) {
            TogetherReport report = Together.run(fleet, new TogetherPlan(TIME, BETWEEN, 1, seed), _ -> {});
            System.out.println(report);
            assertThat(report.allFindings()).isEmpty();
            assertThat(report.clean()).isTrue();
        }
    }
}
