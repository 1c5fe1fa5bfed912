package dev.portside.domain.users;

import java.util.List;
import java.util.Optional;

/**
 * The topic of user events. Readers of committed messages see each published batch whole or not at all, keyed by user, in
 * the order of the batches and of the events in them.
 *
 * <p>Every method throws {@link dev.portside.domain.shared.Unavailable} when the topic cannot be reached; it is then
 * unknown whether it took effect, and the publisher concerned must be retired.
 */
public interface UserEvents {
    /** A new publisher, that may publish until it is retired. */
    PublisherId open();

    /**
     * Publishes the events and, in the same transaction, the batch as this publisher's last one.
     *
     * @throws PublisherRetired when the publisher was retired; it is unknown whether the batch was published before that
     * @throws RuntimeException of any other type when an event cannot be published; then none was, and the publisher may
     *     go on
     */
    void publish(Claim claim, List<UserEvent> events);

    /**
     * Ends a publisher for good, wherever it runs: a publication that is under way is completed or undone now, a later one
     * is refused. Repeating it gives the same answer.
     *
     * @return the last batch that it published, which is now final; empty when there is none
     */
    Optional<BatchId> retire(PublisherId publisher);

    /**
     * Publishes stored events once more, each with its id and marked as told before; durable when this returns. Events of
     * one user keep their order.
     *
     * @throws dev.portside.domain.shared.Unavailable when the topic cannot be reached; any of them may have been published
     */
    void replay(List<UserEvent> events);
}
