package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.faults.blows.RelayAssault;
import dev.portside.faults.fleet.RelayFleet;
import dev.portside.faults.users.UserReport;
import dev.portside.faults.users.UserTrial;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults FLOW=users}. */
@Timeout(300)
class UsersBlowsIT {
    private static final int RELAYS = 3;
    private static final int KILLS = 3;
    private static final int CHANGES = 1_500;

    @Test
    void everyCommittedChangeIsOnTheTopicOnceAndInOrderThroughKills() throws InterruptedException {
        long seed = Seed.of(UsersBlowsIT.class);
        try (RelayFleet fleet = RelayFleet.start(Distribution.FOLDER, Path.of("target/faults"))
                .withApi(Map.of())
                .withRelays(RELAYS, Map.of())) {
            RelayAssault assault = new RelayAssault(fleet, KILLS, 0, CHANGES, seed, _ -> {});
            UserReport report = UserTrial.run(fleet, CHANGES, seed, assault);
            System.out.println(assault);
            System.out.println(report);
            assertThat(report.faults()).isEmpty();
            assertThat(report.surprises()).isEmpty();
            assertThat(assault.complete()).isTrue();
            assertThat(report.answered()).isGreaterThan(CHANGES * 9 / 10);
        }
    }
}
