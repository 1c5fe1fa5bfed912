package dev.portside.postgres.users;

import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.key;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.users.EventId;
import dev.portside.domain.users.SentEvents;
import dev.portside.domain.users.UnsentEvent;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserOutbox;
import dev.portside.postgres.Partitions;
import dev.portside.postgres.Rows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxUpkeepTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Partitions EVENTS = new Partitions("outbox_events");

    private final PostgresUserStore store = new PostgresUserStore();
    private final UserOutbox outbox = store.outbox();
    private final OutboxUpkeep upkeep = new OutboxUpkeep(store.database(), PostgresUserStore.RETENTION, store.clock());
    private final LocalDate firstDay = Partitions.day(store.now());

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void makesTheDaysAhead() {
        for (String table : List.of("outbox_events", "user_keys")) {
            assertThat(store.database().execute(new Partitions(table)::days))
                    .contains(firstDay.minusDays(1), firstDay.plusDays(3));
        }
    }

    @Test
    void keepsSentEventsForTheRetentionAndNoLonger() {
        add(1);
        send(1);
        live(7);
        assertThat(sent()).containsExactly(eventId(1));
        live(1);
        assertThat(sent()).isEmpty();
        assertThat(days()).doesNotContain(firstDay).contains(firstDay.plusDays(1));
    }

    @Test
    void keepsTheDayOfAnUnsentEventHoweverLongTheTopicIsAway() {
        add(1);
        live(20);
        assertThat(days()).contains(firstDay).doesNotContain(firstDay.plusDays(1));
        assertThat(send(1)).containsExactly(eventId(1));
        live(1);
        assertThat(days()).doesNotContain(firstDay);
    }

    @Test
    void anEventThatIsTakenBackAfterItsDayWasDroppedIsSent() {
        add(1);
        DeadLetter letter = bury();
        live(20);
        assertThat(days()).doesNotContain(firstDay);
        store.origin().takeBack(letter);
        assertThat(outbox.stats().unsent()).isEqualTo(1);
        assertThat(send(2)).containsExactly(eventId(1));
    }

    @Test
    void forgetsADeadEventOnlyWhenItsLetterIsGone() {
        add(1);
        DeadLetter letter = bury();
        live(8);
        assertThat(dead()).isEqualTo(1);
        store.deadLetters().remove(letter.id());
        live(1);
        assertThat(dead()).isZero();
    }

    @Test
    void forgetsKeysAfterTheirTime() {
        store.users().add(user(1), newEvent(1), key("k", "body"));
        live(3);
        assertThat(count("user_keys")).isZero();
    }

    @Test
    void clearsAwayWhatSentEventsLeft() {
        sendMany(0);
        upkeep.vacuum(10);
        long bytes = bytes();
        upkeep.vacuum(1_000_000);
        sendMany(1);
        assertThat(bytes()).isLessThanOrEqualTo(bytes);
    }

    private void sendMany(int round) {
        for (int i = 0; i < 300; i++) {
            add(round * 1000 + i);
        }
        send(round);
    }

    private long bytes() {
        return number("SELECT pg_relation_size('outbox_unsent')");
    }

    private void add(int number) {
        store.users().add(user(number), newEvent(number), Optional.empty());
    }

    private List<EventId> send(int batch) {
        outbox.claim(claim(batch), store.lanes().hold("me"), 1_000);
        return outbox.markSent(claim(batch)).stream().map(UserEvent::id).toList();
    }

    private DeadLetter bury() {
        UnsentEvent event = outbox.claim(claim(1), store.lanes().hold("me"), 1).getFirst();
        String id = event.event().id().text();
        Instant now = store.now();
        DeadLetter letter = new DeadLetter(id, Source.USERS, id, "{}", "broken", 3, now, now, Optional.empty());
        outbox.bury(claim(1), event, letter);
        return letter;
    }

    private List<EventId> sent() {
        SentEvents all = new SentEvents(Instant.EPOCH, store.now().plus(DAY), Optional.empty(), Optional.empty());
        return outbox.sent(all, 0, 1_000).stream().map(UserEvent::id).toList();
    }

    private List<LocalDate> days() {
        return store.database().execute(EVENTS::days);
    }

    private long dead() {
        return count("outbox_dead");
    }

    private long count(String table) {
        return number("SELECT count(*) FROM " + table);
    }

    private long number(String query) {
        return store.database()
                .execute(db -> db.get(query).map(row -> Rows.whole(row, 1)).orElseThrow());
    }

    /** Lets days pass, and upkeep with them. */
    private void live(int days) {
        for (int i = 0; i < days; i++) {
            store.pass(DAY);
        }
    }
}
