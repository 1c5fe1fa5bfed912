package dev.portside.domain.users;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.shared.LeasedLane;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The events of committed changes, until they are sent and for a while after that. It and {@link UserEvents} together
 * bring each event to the topic exactly once, for readers of committed messages:
 *
 * <ol>
 *   <li>{@link UserEvents#open} gives a publisher with an id of its own.
 *   <li>{@link #claim} writes batch and publisher on the events and commits. It refuses a lane whose lease is not current.
 *   <li>{@link UserEvents#publish} puts the events and the batch's id on the topic's side, all or nothing.
 *   <li>{@link #markSent} ends the batch. Only then the publisher may claim again.
 * </ol>
 *
 * <p>Whoever finds claimed events in its lanes ({@link #claimed}), be it after a crash, after a fault of its own or
 * because the lanes changed hands, first calls {@link UserEvents#retire} with the claim's publisher. From then on that
 * publisher can publish nothing more, wherever it still runs, so what it published last is final: when that is the
 * claim's batch, the events are on the topic and are marked sent, else they are not and never will be by this claim, and
 * are released. Between 2 and 3 a crash therefore leads to release, between 3 and 4 to mark; both may be repeated, by
 * several relays at once, with the same effect.
 *
 * <p>Why an owner that lost its lanes does no harm: leases change hands before the new owner looks for claims. A claim of
 * the old owner either committed before that look, and then its publisher is retired, or is refused for its old epoch.
 *
 * <p>Order: while an event of a user is claimed or waits for its retry, no later one of that user can be claimed.
 *
 * <p>Every method throws {@link dev.portside.domain.shared.Unavailable} when the store is away; it is then unknown
 * whether it took effect.
 */
public interface UserOutbox {
    int PAGE_SIZE_MAX = 1000;

    /**
     * Claims the due events of these lanes, oldest first, at most {@code max}.
     *
     * @param claim a fresh one, of an open publisher that has no other claim
     * @return what was claimed, in order; empty when nothing was due
     */
    List<UnsentEvent> claim(Claim claim, Set<LeasedLane> lanes, int max);

    /** All claims, of any publisher, that hold events in these lanes, as far as their leases are current. */
    Set<Claim> claimed(Set<LeasedLane> lanes);

    /**
     * The claim's batch is published: marks its events sent.
     *
     * @return those that were not marked before, so that each is returned once, however often and by whom it is called
     */
    List<UserEvent> markSent(Claim claim);

    /** The claim's batch is not published and never will be: its events are due again. Repeating it changes nothing. */
    void release(Claim claim);

    /** Releases the claim, of which this is the only event, for another attempt that is due at {@code notBefore}. */
    void retry(Claim claim, UnsentEvent failed, Instant notBefore);

    /** Ends the only event of the claim as dead and keeps the letter, in one transaction. */
    void bury(Claim claim, UnsentEvent failed, DeadLetter letter);

    OutboxStats stats();

    /**
     * Stored events that were sent, in ascending order, at most {@code limit} (1 to {@value #PAGE_SIZE_MAX}): what a
     * replay needs. It can be resumed with the last order that was seen. Events that were committed after the call began
     * may be missing, even with an order below others that are returned.
     *
     * @param after only events with a greater order; 0 for all
     */
    List<UserEvent> sent(SentEvents which, long after, int limit);

    /** How many events {@link #sent} would give in all, by type; types without any are missing. */
    Map<UserEvent.Type, Long> countSent(SentEvents which, long after);

    /** The newest events, newest first, at most {@code limit} (1 to {@value #PAGE_SIZE_MAX}); dead ones are left out. */
    List<OutboxEntry> newest(int limit);
}
