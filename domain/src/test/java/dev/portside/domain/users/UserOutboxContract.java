package dev.portside.domain.users;

import static dev.portside.domain.users.OutboxEntry.State.CLAIMED;
import static dev.portside.domain.users.OutboxEntry.State.RETRYING;
import static dev.portside.domain.users.OutboxEntry.State.SENT;
import static dev.portside.domain.users.OutboxEntry.State.WAITING;
import static dev.portside.domain.users.SampleUsers.AT;
import static dev.portside.domain.users.SampleUsers.claim;
import static dev.portside.domain.users.SampleUsers.eventId;
import static dev.portside.domain.users.SampleUsers.id;
import static dev.portside.domain.users.SampleUsers.newEvent;
import static dev.portside.domain.users.SampleUsers.replacement;
import static dev.portside.domain.users.SampleUsers.user;
import static dev.portside.domain.users.UserEvent.Type.CREATED;
import static dev.portside.domain.users.UserEvent.Type.UPDATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.deadletters.Source;
import dev.portside.domain.shared.LeasedLane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every binding of {@link UserOutbox} does. */
public abstract class UserOutboxContract {
    private static final int MAX = 100;

    private UserStore store;
    private UserOutbox outbox;
    private Set<LeasedLane> lanes;
    private int lastEvent;

    /** A fresh one. */
    protected abstract UserStore store();

    @BeforeEach
    void open() {
        store = store();
        outbox = store.outbox();
        lanes = store.lanes().hold("a");
    }

    @Test
    void claimsEachEventOnceOldestFirst() {
        add(1, 2, 3);
        assertThat(ids(outbox.claim(claim(1), lanes, 2))).containsExactly(eventId(1), eventId(2));
        assertThat(ids(outbox.claim(claim(2), lanes, MAX))).containsExactly(eventId(3));
        assertThat(outbox.claim(claim(3), lanes, MAX)).isEmpty();
        assertThat(outbox.claimed(lanes)).containsExactlyInAnyOrder(claim(1), claim(2));
    }

    @Test
    void holdsLaterEventsOfAUserBackWhileAnEarlierOneIsClaimed() {
        add(1, 2);
        change(1);
        assertThat(ids(outbox.claim(claim(1), lanes, 1))).containsExactly(eventId(1));
        assertThat(ids(outbox.claim(claim(2), lanes, MAX))).containsExactly(eventId(2));
        outbox.markSent(claim(1));
        assertThat(ids(outbox.claim(claim(3), lanes, MAX))).containsExactly(eventId(3));
    }

    @Test
    void marksSentOnceAndOnlyWhatTheClaimHolds() {
        add(1, 2);
        outbox.claim(claim(1), lanes, 1);
        assertThat(outbox.markSent(claim(1))).extracting(UserEvent::id).containsExactly(eventId(1));
        assertThat(outbox.markSent(claim(1))).isEmpty();
        assertThat(outbox.markSent(claim(7))).isEmpty();
        assertThat(outbox.claimed(lanes)).isEmpty();
        assertThat(outbox.stats().unsent()).isEqualTo(1);
        assertThat(ids(outbox.claim(claim(2), lanes, MAX))).containsExactly(eventId(2));
    }

    @Test
    void aReleasedClaimIsDueAgainInItsOldOrder() {
        add(1);
        change(1);
        outbox.claim(claim(1), lanes, MAX);
        outbox.release(claim(1));
        outbox.release(claim(1));
        assertThat(outbox.claimed(lanes)).isEmpty();
        assertThat(ids(outbox.claim(claim(2), lanes, MAX))).containsExactly(eventId(1), eventId(2));
    }

    @Test
    void anOldClaimCannotTouchWhatAnotherHoldsNow() {
        add(1);
        UnsentEvent event = outbox.claim(claim(1), lanes, MAX).getFirst();
        outbox.release(claim(1));
        outbox.claim(claim(2), lanes, MAX);
        outbox.release(claim(1));
        outbox.retry(claim(1), event.failedAt(AT), AT);
        outbox.bury(claim(1), event, letter(event));
        assertThat(outbox.markSent(claim(1))).isEmpty();
        assertThat(outbox.claimed(lanes)).containsExactly(claim(2));
        assertThat(store.deadLetters().count(Optional.empty())).isZero();
    }

    @Test
    void refusesLanesWhoseLeaseIsNotCurrent() {
        add(1);
        store.lanes().release("a");
        Set<LeasedLane> taken = store.lanes().hold("b");
        assertThat(outbox.claim(claim(1), lanes, MAX)).isEmpty();
        outbox.claim(claim(2), taken, MAX);
        assertThat(outbox.claimed(lanes)).isEmpty();
        assertThat(outbox.claimed(taken)).containsExactly(claim(2));
    }

    @Test
    void showsTheNewOwnerWhatTheOldOneClaimed() {
        add(1);
        outbox.claim(claim(1), lanes, MAX);
        store.pass(store.leaseTtl().plusMillis(1));
        assertThat(outbox.claimed(store.lanes().hold("b"))).containsExactly(claim(1));
    }

    @Test
    void looksOnlyAtTheLanesGiven() {
        add(1, 2, 3);
        Set<LeasedLane> others = lanes.stream()
                .filter(leased -> !leased.lane().equals(id(2).lane()))
                .collect(Collectors.toSet());
        assertThat(ids(outbox.claim(claim(1), others, MAX))).containsExactly(eventId(1), eventId(3));
        Set<LeasedLane> second = lanes.stream()
                .filter(leased -> leased.lane().equals(id(2).lane()))
                .collect(Collectors.toSet());
        assertThat(outbox.claimed(second)).isEmpty();
        assertThat(ids(outbox.claim(claim(2), second, MAX))).containsExactly(eventId(2));
    }

    @Test
    void aRetryWaitsWithItsUserAloneAndKeepsItsFailures() {
        add(1, 2);
        change(1);
        UnsentEvent first = outbox.claim(claim(1), lanes, 1).getFirst();
        assertThat(first.failures()).isZero();
        Instant now = first.event().occurredAt();
        outbox.retry(claim(1), first.failedAt(now), store.now().plusSeconds(2));
        assertThat(ids(outbox.claim(claim(2), lanes, MAX))).containsExactly(eventId(2));
        store.pass(Duration.ofSeconds(3));
        List<UnsentEvent> due = outbox.claim(claim(3), lanes, MAX);
        assertThat(ids(due)).containsExactly(eventId(1), eventId(3));
        assertThat(due.getFirst()).isEqualTo(first.failedAt(now));
    }

    @Test
    void aReleaseKeepsFailures() {
        add(1);
        UnsentEvent failed = outbox.claim(claim(1), lanes, MAX).getFirst().failedAt(AT);
        outbox.retry(claim(1), failed, AT);
        outbox.claim(claim(2), lanes, MAX);
        outbox.release(claim(2));
        assertThat(outbox.claim(claim(3), lanes, MAX)).containsExactly(failed);
    }

    @Test
    void aBuriedEventLeavesALetterAndLetsTheNextOneGo() {
        add(1);
        change(1);
        bury();
        assertThat(store.deadLetters().find(eventId(1).text())).isPresent();
        assertThat(outbox.stats().unsent()).isEqualTo(1);
        assertThat(ids(outbox.claim(claim(2), lanes, MAX))).containsExactly(eventId(2));
    }

    @Test
    void aDeadEventThatIsTakenBackIsDueOnceWithItsOldId() {
        add(1);
        DeadLetter letter = bury();
        assertThat(outbox.claim(claim(2), lanes, MAX)).isEmpty();
        store.origin().takeBack(letter);
        store.origin().takeBack(letter);
        List<UnsentEvent> due = outbox.claim(claim(3), lanes, MAX);
        assertThat(ids(due)).containsExactly(eventId(1));
        assertThat(due.getFirst().failures()).isZero();
        store.origin().takeBack(letter);
        outbox.markSent(claim(3));
        store.origin().takeBack(letter);
        assertThat(outbox.stats().unsent()).isZero();
    }

    @Test
    void tellsHowManyWaitAndSinceWhen() {
        assertThat(outbox.stats()).isEqualTo(new OutboxStats(0, Duration.ZERO));
        add(1, 2);
        outbox.claim(claim(1), lanes, 1);
        OutboxStats before = outbox.stats();
        store.pass(Duration.ofSeconds(2));
        assertThat(outbox.stats().unsent()).isEqualTo(2);
        assertThat(outbox.stats().oldestUnsent())
                .isGreaterThanOrEqualTo(before.oldestUnsent().plusSeconds(2));
    }

    @Test
    void pagesThroughSentEventsForAReplay() {
        add(1, 2);
        change(1);
        outbox.claim(claim(1), lanes, 3);
        add(4);
        outbox.markSent(claim(1));
        assertThat(sent(which(Optional.empty(), Optional.empty()), 0, MAX))
                .containsExactly(eventId(1), eventId(2), eventId(3));
        long first = outbox.sent(which(Optional.empty(), Optional.empty()), 0, 1)
                .getFirst()
                .order();
        assertThat(sent(which(Optional.empty(), Optional.empty()), first, 1)).containsExactly(eventId(2));
        assertThat(sent(which(Optional.of(UserEvent.Type.UPDATED), Optional.empty()), 0, MAX))
                .containsExactly(eventId(3));
        assertThat(sent(which(Optional.empty(), Optional.of(id(1))), 0, MAX)).containsExactly(eventId(1), eventId(3));
        assertThat(sent(
                        new SentEvents(AT.plusSeconds(1), AT.plusSeconds(2), Optional.empty(), Optional.empty()),
                        0,
                        MAX))
                .containsExactly(eventId(3));
        assertThat(sent(new SentEvents(Instant.EPOCH, AT, Optional.empty(), Optional.empty()), 0, MAX))
                .isEmpty();
    }

    @Test
    void countsTheSentEventsByType() {
        add(1, 2);
        change(1);
        outbox.claim(claim(1), lanes, 3);
        add(4);
        SentEvents all = which(Optional.empty(), Optional.empty());
        assertThat(outbox.countSent(all, 0)).isEmpty();
        outbox.markSent(claim(1));
        assertThat(outbox.countSent(all, 0)).containsOnly(entry(CREATED, 2L), entry(UPDATED, 1L));
        assertThat(outbox.countSent(which(Optional.of(CREATED), Optional.empty()), 0))
                .containsOnly(entry(CREATED, 2L));
        long first = outbox.sent(all, 0, 1).getFirst().order();
        assertThat(outbox.countSent(which(Optional.empty(), Optional.of(id(1))), first))
                .containsOnly(entry(UPDATED, 1L));
    }

    @Test
    void showsTheNewestEventsAndHowFarTheyAre() {
        add(1);
        outbox.claim(claim(1), lanes, 1);
        outbox.markSent(claim(1));
        add(2);
        UnsentEvent failed = outbox.claim(claim(2), lanes, 1).getFirst().failedAt(AT);
        outbox.retry(claim(2), failed, store.now().plusSeconds(9));
        add(3);
        outbox.claim(claim(3), lanes, 1);
        add(4);
        assertThat(outbox.newest(MAX))
                .extracting(entry -> entry.event().id(), OutboxEntry::state)
                .containsExactly(
                        tuple(eventId(4), WAITING),
                        tuple(eventId(3), CLAIMED),
                        tuple(eventId(2), RETRYING),
                        tuple(eventId(1), SENT));
        assertThat(outbox.newest(1)).hasSize(1);
    }

    private void add(int... users) {
        for (int number : users) {
            store.users().add(user(number), newEvent(++lastEvent), Optional.empty());
        }
    }

    private void change(int user) {
        store.users().update(replacement(user, "user" + user + "@example.com", "New"), newEvent(++lastEvent));
    }

    private List<EventId> sent(SentEvents which, long after, int limit) {
        return outbox.sent(which, after, limit).stream().map(UserEvent::id).toList();
    }

    private static SentEvents which(Optional<UserEvent.Type> type, Optional<UserId> user) {
        return new SentEvents(AT, AT.plusSeconds(2), type, user);
    }

    private static List<EventId> ids(List<UnsentEvent> events) {
        return events.stream().map(unsent -> unsent.event().id()).toList();
    }

    private DeadLetter bury() {
        UnsentEvent event = outbox.claim(claim(1), lanes, 1).getFirst();
        outbox.bury(claim(1), event, letter(event));
        return letter(event);
    }

    private static DeadLetter letter(UnsentEvent event) {
        String id = event.event().id().text();
        return new DeadLetter(id, Source.USERS, id, "{}", "broken", 3, AT, AT, Optional.empty());
    }
}
