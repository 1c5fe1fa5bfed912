package dev.portside.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.users.RelayUserEvents;
import dev.portside.domain.shared.SeededRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Relays that come and go in many orders. */
class RelayScheduleTest {
    private static final int SCHEDULES = 300;

    /** Held here, since the logging system alone does not keep its level. */
    private static final Logger LOG = Logger.getLogger(RelayUserEvents.class.getName());

    @BeforeAll
    static void keepPlantedFailuresOutOfTheLog() {
        LOG.setLevel(Level.SEVERE);
    }

    @AfterAll
    static void logAgain() {
        LOG.setLevel(null);
    }

    @Test
    void everyEventReachesTheTopicOnceAndInOrderWhateverTheRelaysDo() {
        RandomGenerator seeds = SeededRandom.of("RelayScheduleTest");
        Set<String> deaths = new HashSet<>();
        for (int i = 0; i < SCHEDULES; i++) {
            Schedule schedule = new Schedule(seeds.nextLong());
            assertThat(schedule.faults()).as("schedule %s", i).isEmpty();
            assertThat(schedule.events()).isPositive();
            deaths.addAll(schedule.deaths());
        }
        assertThat(deaths).contains("after claim", "before publish", "after publish", "after mark");
    }

    @Test
    void aSeedReplaysItsSchedule() {
        Schedule first = new Schedule(7);
        Schedule again = new Schedule(7);
        assertThat(first.faults()).isEqualTo(again.faults());
        assertThat(first.delivered()).isEqualTo(again.delivered());
    }
}
