package dev.portside.domain.orders;

import dev.portside.domain.deadletters.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The stream of order messages with its one durable consumer. A message is delivered, at least once, until it is settled
 * by {@link Settlement.Ack} or {@link Settlement.Term}; one that is not settled within the ack wait is delivered again.
 * First deliveries come in the order of publishing. Thread-safe; {@link #next} is called by one thread at a time.
 */
public interface OrderFeed {
    /**
     * Appends a message; when this returns, it is durable.
     *
     * @return the message's id
     * @throws dev.portside.domain.shared.Unavailable when the stream is full or away
     */
    String publish(byte[] payload, Optional<String> traceparent);

    /**
     * Appends the payload of a dead letter again, keeping its origin and trace. Does nothing while the message of an
     * earlier call for the same letter is not settled.
     *
     * @throws dev.portside.domain.shared.Unavailable when the stream is full or away
     */
    void publishAgain(DeadLetter letter, byte[] payload);

    /**
     * The next messages that are due, at most {@code max}; waits for the first at most {@code waitMax}.
     *
     * @return empty when none came in time
     * @throws dev.portside.domain.shared.Unavailable when the stream is away
     */
    List<OrderMessage> next(int max, Duration waitMax) throws InterruptedException;

    /**
     * Settles a delivered message; when this returns, the stream has taken note. Does nothing when it is settled for good.
     *
     * @throws dev.portside.domain.shared.Unavailable when the stream is away; the message may be delivered again
     */
    void settle(OrderMessage message, Settlement settlement);

    /**
     * Says that these delivered messages are still worked on: for those that are not settled, the ack wait begins anew.
     * Does nothing while the stream is away.
     */
    void working(List<OrderMessage> messages);

    /** The consumer as it was within the last seconds; never waits and never throws. */
    State state();

    /**
     * @param connected whether messages can come
     * @param pending messages that are not settled for good
     * @param redelivered those of them that were delivered more than once
     * @param oldestAt when the oldest of the pending messages was published
     */
    record State(boolean connected, long pending, long redelivered, Optional<Instant> oldestAt) {}
}
