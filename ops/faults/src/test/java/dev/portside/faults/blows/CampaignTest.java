package dev.portside.faults.blows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.faults.fleet.Victim;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CampaignTest {
    @Test
    void doesNoMoreHarmWhenSomethingCannotBeMended() {
        DeadForGood database = new DeadForGood(new AtomicInteger());
        PlannedHarm kill = new PlannedHarm(Duration.ZERO, Harm.KILL, 0, Duration.ZERO);
        Campaign campaign = new Campaign(List.of(new Target.Program(database)), List.of(kill, kill, kill));

        campaign.run();

        assertThat(campaign.failures()).containsExactly("KILL of database: it does not start");
        assertThat(campaign.injected()).isEmpty();
        assertThat(campaign.planned()).isEqualTo(3);
        assertThat(database.kills()).hasValue(1);
    }

    private record DeadForGood(AtomicInteger kills) implements Victim {
        @Override
        public String name() {
            return "database";
        }

        @Override
        public String role() {
            return name();
        }

        @Override
        public void kill() {
            kills.incrementAndGet();
        }

        @Override
        public void revive() {
            throw new IllegalStateException("it does not start");
        }

        @Override
        public void pause() {
            kill();
        }

        @Override
        public void resume() {
            revive();
        }
    }
}
