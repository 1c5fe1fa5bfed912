package dev.portside.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.rolling.RollingTrial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short run of {@code make test-faults FLOW=rolling}. */
@Timeout(300)
class RollingRestartIT {
    private static final int CLIENTS = 8;

    @Test
    void noRequestFailsAndNothingIsLostWhileEachInstanceIsStartedAnew() throws InterruptedException {
        RollingTrial.Outcome outcome = RollingTrial.run(
                SharedFleet.ready(),
                RollingFlow.nginx(Distribution.FOLDER),
                "rolling-" + System.nanoTime() + "-",
                CLIENTS,
                1);
        System.out.println(outcome);
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.wrong()).isEmpty();
        assertThat(outcome.restarts()).isEqualTo(3);
    }
}
