package dev.portside.relay;

import static dev.portside.relay.RelayWorld.untilIdle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.bootstrap.steps.Steps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link RelayCrashTest} shows of every step, on a real database and a real topic at each kind of step. */
@Timeout(120)
class RealRelayCrashTest {
    private static final int BATCH_SIZE = 3;

    private final RealRelayWorld real = new RealRelayWorld();
    private final RelayWorld world = real.world().busy();

    @AfterEach
    void close() {
        real.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "before open",
                "after open",
                "before look for claims",
                "after look for claims",
                "before claim",
                "after claim",
                "before publish",
                "after publish",
                "before mark",
                "after mark"
            })
    void aCrashLosesAndRepeatsNothing(String place) {
        dies("first", place);
        world.change(1);
        finish();
    }

    @ParameterizedTest
    @CsvSource({
        "after claim, before retire",
        "after claim, after retire",
        "after claim, before release",
        "after claim, after release",
        "after publish, before retire",
        "after publish, after retire",
        "after publish, before mark",
        "after publish, after mark"
    })
    void aSecondCrashWhileTheFirstIsMendedLosesAndRepeatsNothing(String place, String again) {
        dies("first", place);
        world.change(2);
        dies("second", again);
        finish();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after look for claims",
                "before claim",
                "after claim",
                "before publish",
                "after publish",
                "after mark"
            })
    void aRelayThatWasTakenForDeadDoesNoHarmWhenItWakesUp(String place) {
        boolean[] slept = new boolean[1];
        Steps asleep = name -> {
            if (name.equals(place) && !slept[0]) {
                slept[0] = true;
                untilIdle(world.relay(BATCH_SIZE, Steps.NONE), world.takeOver("second"));
                world.change(1);
            }
        };
        untilIdle(world.relay(BATCH_SIZE, asleep), world.takeOver("first"));
        assertThat(slept[0]).isTrue();
        finish();
    }

    private void dies(String owner, String place) {
        Steps death = name -> {
            if (name.equals(place)) {
                throw new Died(name);
            }
        };
        assertThatThrownBy(() -> untilIdle(world.relay(BATCH_SIZE, death), world.takeOver(owner)))
                .isInstanceOf(Died.class);
    }

    private void finish() {
        untilIdle(world.relay(BATCH_SIZE, Steps.NONE), world.takeOver("last"));
        assertThat(world.faults()).isEmpty();
        assertThat(world.store.outbox().stats().unsent()).isZero();
    }
}
