package dev.portside.relay;

import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.relay.RelayWorld.untilIdle;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.bootstrap.steps.Steps;
import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.UserEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An event that cannot be published stops its own user for a while and nobody else. */
class RelayPoisonTest {
    private static final int USERS = 64;
    private static final int POISONED = 40;

    /** Held here, since the logging system alone does not keep its level. */
    private static final Logger LOG = Logger.getLogger(RelayUserEvents.class.getName());

    private final RelayWorld world = InMemoryRelayWorld.create();
    private final Predicate<UserEvent> poison = event -> event.id().equals(eventId(POISONED));

    @BeforeAll
    static void keepPlantedFailuresOutOfTheLog() {
        LOG.setLevel(Level.SEVERE);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    @Test
    void allOtherUsersEventsAreDeliveredAtOnceInOneBatchsCostOfHalving() {
        AtomicInteger publications = new AtomicInteger();
        RelayUserEvents relay = relay(name -> {
            if (name.equals("before publish")) {
                publications.incrementAndGet();
            }
        });
        fill();
        untilIdle(relay, world.takeOver("a"));
        assertThat(world.faults()).containsExactly(lost(POISONED), lost(USERS + 1));
        assertThat(publications.get()).isLessThanOrEqualTo(2 * 6 + 2);
    }

    @Test
    void theEventDiesAfterItsRetriesAndItsUsersNextOneGoesOn() {
        RelayUserEvents relay = relay(Steps.NONE);
        fill();
        Set<LeasedLane> lanes = world.takeOver("a");
        for (int failure = 1; failure < RelayWorld.FAILURES_MAX; failure++) {
            untilIdle(relay, lanes);
            assertThat(world.faults()).containsExactly(lost(POISONED), lost(USERS + 1));
            world.store.pass(Duration.ofSeconds(1));
        }
        untilIdle(relay, lanes);
        assertThat(world.faults()).containsExactly(lost(POISONED));
        assertThat(world.meter.count("dead")).isEqualTo(1);
        assertThat(letter().source()).isEqualTo(Source.USERS);
        assertThat(letter().attempts()).isEqualTo(RelayWorld.FAILURES_MAX);
        assertThat(letter().payload()).contains("user" + POISONED + "@example.com");
        assertThat(letter().error()).doesNotContain("planted");
        assertThat(letter().lastFailureAt()).isAfter(letter().firstFailureAt());
    }

    @Test
    void aRequeuedEventIsDeliveredOnceUnderItsOldId() {
        theEventDiesAfterItsRetriesAndItsUsersNextOneGoesOn();
        world.store.origin().takeBack(letter());
        world.store.origin().takeBack(letter());
        untilIdle(world.relay(USERS, Steps.NONE), world.takeOver("mended"));
        assertThat(world.deliveredIds())
                .hasSize(USERS + 1)
                .doesNotHaveDuplicates()
                .contains(eventId(POISONED).text());
    }

    @Test
    void anEventThatFailsAFewTimesIsDeliveredInItsOrder() {
        AtomicInteger attempts = new AtomicInteger();
        fill();
        RelayUserEvents relay =
                world.relay(1, Steps.NONE, event -> poison.test(event) && attempts.incrementAndGet() < 3);
        Set<LeasedLane> lanes = world.takeOver("a");
        for (int retry = 0; retry < RelayWorld.FAILURES_MAX; retry++) {
            untilIdle(relay, lanes);
            world.store.pass(Duration.ofSeconds(1));
        }
        assertThat(world.faults()).isEmpty();
    }

    @Test
    void aCrashAnywhereBetweenFailuresLosesAndRepeatsNothing() {
        for (int step = 1; ; step++) {
            RelayWorld fresh = InMemoryRelayWorld.create();
            for (int i = 0; i < 4; i++) {
                fresh.register();
            }
            fresh.change(2);
            AtStep death = new AtStep(step, name -> {
                throw new Died(name);
            });
            Predicate<UserEvent> second = event -> event.id().equals(eventId(2));
            try {
                relayToTheEnd(fresh, fresh.relay(4, death, second), "first");
                return;
            } catch (Died _) {
                relayToTheEnd(fresh, fresh.relay(4, Steps.NONE, second), "last");
            }
            assertThat(fresh.faults()).as("died %s", death.reached()).containsExactly(lost(2));
            assertThat(fresh.store.deadLetters().count(Optional.empty())).isEqualTo(1);
        }
    }

    private static void relayToTheEnd(RelayWorld world, RelayUserEvents relay, String owner) {
        Set<LeasedLane> lanes = world.takeOver(owner);
        for (int failure = 0; failure < RelayWorld.FAILURES_MAX; failure++) {
            untilIdle(relay, lanes);
            world.store.pass(Duration.ofSeconds(1));
        }
    }

    /** One event of each user, in one batch, and a second one of the poisoned. */
    private void fill() {
        for (int i = 0; i < USERS; i++) {
            world.register();
        }
        world.change(POISONED);
    }

    private RelayUserEvents relay(Steps steps) {
        return world.relay(USERS, steps, poison);
    }

    private DeadLetter letter() {
        return world.store
                .deadLetters()
                .page(Optional.empty(), Optional.empty(), 2)
                .getFirst();
    }

    private static String lost(int event) {
        return "lost: " + eventId(event).text();
    }
}
