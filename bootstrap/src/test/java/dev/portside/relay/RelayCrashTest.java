package dev.portside.relay;

import static dev.portside.relay.RelayWorld.untilIdle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.steps.Steps;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What becomes of the events when a relay dies, fails or falls asleep between any two of its steps: at each in turn. */
class RelayCrashTest {
    private static final int BATCH_SIZE = 3;

    private final Set<String> places = new TreeSet<>();

    @Test
    void aCrashAnywhereLosesAndRepeatsNothing() {
        for (int step = 1; ; step++) {
            RelayWorld world = busyWorld();
            Optional<String> place = dies(world, "first", step);
            if (place.isEmpty()) {
                break;
            }
            world.change(1);
            finish(world);
            assertThat(world.faults()).as("died %s", place).isEmpty();
        }
        assertThat(places)
                .contains("after open", "before claim", "after claim", "before publish", "after publish", "after mark");
    }

    @Test
    void aSecondCrashWhileTheFirstIsMendedLosesAndRepeatsNothing() {
        for (int first = 1; dies(busyWorld(), "first", first).isPresent(); first++) {
            places.clear();
            for (int second = 1; ; second++) {
                RelayWorld world = busyWorld();
                Optional<String> place = dies(world, "first", first);
                world.change(2);
                Optional<String> again = dies(world, "second", second);
                if (again.isEmpty()) {
                    break;
                }
                finish(world);
                assertThat(world.faults()).as("died %s and %s", place, again).isEmpty();
            }
        }
    }

    @Test
    void aRelayThatWasTakenForDeadDoesNoHarmWhenItWakesUp() {
        for (int step = 1; ; step++) {
            RelayWorld world = busyWorld();
            AtStep asleep = new AtStep(step, _ -> {
                untilIdle(world.relay(BATCH_SIZE, Steps.NONE), world.takeOver("second"));
                world.change(1);
            });
            untilIdle(world.relay(BATCH_SIZE, asleep), world.takeOver("first"));
            if (asleep.reached().isEmpty()) {
                return;
            }
            finish(world);
            assertThat(world.faults()).as("slept %s", asleep.reached()).isEmpty();
        }
    }

    @Test
    void aRelayThatWakesUpWhileItsDeadSuccessorIsMendedDoesNoHarm() {
        for (int step = 1; ; step++) {
            int asleepAt = step;
            Optional<String> slept = Optional.empty();
            for (int second = 1; ; second++) {
                int diesAt = second;
                RelayWorld world = busyWorld();
                boolean[] died = new boolean[1];
                AtStep asleep = new AtStep(
                        asleepAt, _ -> died[0] = dies(world, "second", diesAt).isPresent());
                untilIdle(world.relay(BATCH_SIZE, asleep), world.takeOver("first"));
                slept = asleep.reached();
                finish(world);
                assertThat(world.faults())
                        .as("slept %s, died %s", slept, diesAt)
                        .isEmpty();
                if (!died[0]) {
                    break;
                }
            }
            if (slept.isEmpty()) {
                return;
            }
        }
    }

    @Test
    void aBackendThatFailsAnywhereLosesAndRepeatsNothing() {
        for (int step = 1; ; step++) {
            RelayWorld world = busyWorld();
            AtStep away = new AtStep(step, name -> {
                throw new Unavailable("away " + name, Duration.ofSeconds(1));
            });
            RelayUserEvents relay = world.relay(BATCH_SIZE, away);
            Set<LeasedLane> lanes = world.takeOver("first");
            try {
                untilIdle(relay, lanes);
            } catch (Unavailable _) {
                world.change(1);
                untilIdle(relay, lanes);
            }
            if (away.reached().isEmpty()) {
                return;
            }
            assertThat(world.faults()).as("failed %s", away.reached()).isEmpty();
        }
    }

    private static RelayWorld busyWorld() {
        return InMemoryRelayWorld.create().busy();
    }

    /** Runs a relay until it dies at the step given; empty when it came to rest before. */
    private Optional<String> dies(RelayWorld world, String owner, int step) {
        AtStep death = new AtStep(step, name -> {
            throw new Died(name);
        });
        try {
            untilIdle(world.relay(BATCH_SIZE, death), world.takeOver(owner));
        } catch (Died _) {
            places.add(death.reached().orElseThrow());
        }
        return death.reached();
    }

    private static void finish(RelayWorld world) {
        untilIdle(world.relay(BATCH_SIZE, Steps.NONE), world.takeOver("last"));
    }
}
