package dev.portside.postgres.users;

import static dev.portside.domain.users.SampleUsers.AT;
import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.LeasedLane;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.UserOutbox;
import dev.portside.postgres.EmptyTablePlans;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The relay is fast whatever the planner believes of the outbox. */
class OutboxPlansTest {
    private static final String QUEUE = "outbox_unsent";
    private static final int MAX = 100;

    private final PostgresUserStore store = new PostgresUserStore();
    private final EmptyTablePlans plans = store.plans();
    private final UserOutbox outbox = store.outbox();

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void noStatementReadsAllOfAQueueThatWasEmptyWhenItWasPlanned() throws Exception {
        useEverything();
        assertThat(plans.readingAllOf(QUEUE, Set.of())).isEmpty();
        assertThat(plans.statementsOn(QUEUE)).as("ways to look at the queue").hasSize(10);
    }

    private void useEverything() {
        for (int i = 1; i <= 3; i++) {
            store.users().add(user(i), newEvent(i), Optional.empty());
        }
        Set<LeasedLane> lanes = store.lanes().hold("a");
        UnsentEvent event = outbox.claim(claim(1), lanes, 1).getFirst();
        outbox.claimed(lanes);
        outbox.retry(claim(1), event, store.now());
        outbox.claim(claim(2), lanes, 1);
        String id = event.event().id().text();
        DeadLetter letter = new DeadLetter(id, Source.USERS, id, "{}", "broken", 3, AT, AT, Optional.empty());
        outbox.bury(claim(2), event, letter);
        store.origin().takeBack(letter);
        outbox.claim(claim(3), lanes, MAX);
        outbox.release(claim(3));
        outbox.claim(claim(4), lanes, MAX);
        outbox.newest(MAX);
        SentEvents all = new SentEvents(AT, store.now().plusSeconds(1), Optional.empty(), Optional.empty());
        outbox.sent(all, 0, MAX);
        outbox.countSent(all, 0);
        outbox.stats();
        outbox.markSent(claim(4));
        assertThat(outbox.stats().unsent()).isZero();
    }
}
