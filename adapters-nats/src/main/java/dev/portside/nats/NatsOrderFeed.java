package dev.portside.nats;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.Settlement;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import dev.portside.nats.StreamBinding.Bound;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.MessageInfo;
import io.nats.client.impl.AckType;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stream of order messages in NATS JetStream.
 *
 * <p>Method: one request for messages is kept open, so that a message is here as soon as it is there; what comes together
 * is taken together. Hazards: a request is lost when the server restarts, hence each ends by itself and is made anew; every
 * settlement is confirmed by the server, else its message counts as not settled.
 */
public final class NatsOrderFeed implements OrderFeed, AutoCloseable {
    private static final Duration REQUEST_TIME = Duration.ofSeconds(2);

    /** How long a message that is here waits for others that came with it. */
    private static final Duration COMPANY_WAIT = Duration.ofMillis(1);

    /** The servers' code for a message that is not there. */
    private static final int NO_MESSAGE = 10037;

    private final NatsCluster nats;
    private final OrderStream stream;
    private final StreamBinding binding;
    private final Deliveries deliveries = new Deliveries();
    private @Nullable Bound requestedFrom;
    private int requested;
    private long requestedUntil = System.nanoTime();
    private volatile State state = new State(false, 0, 0, Optional.empty());

    public NatsOrderFeed(NatsCluster nats, OrderStream stream) {
        this.nats = nats;
        this.stream = stream;
        this.binding = new StreamBinding(nats, stream);
    }

    @Override
    public String publish(byte[] payload, Optional<String> traceparent) {
        return publish(OrderHeaders.of(traceparent), payload);
    }

    @Override
    public void publishAgain(DeadLetter letter, byte[] payload) {
        String _ = publish(OrderHeaders.of(letter), payload);
    }

    private String publish(Headers headers, byte[] payload) {
        Bound to = binding.get();
        try {
            return to.id(
                    to.publisher().publish(stream.subject(), headers, payload).getSeqno());
        } catch (IllegalArgumentException _) {
            throw new Invalid("is larger than NATS takes");
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            // Perhaps the stream is gone; it is looked for again.
            binding.drop(to);
            throw NatsCluster.unavailable(e);
        }
    }

    @Override
    public List<OrderMessage> next(int max, Duration waitMax) throws InterruptedException {
        Bound from = binding.get();
        List<OrderMessage> messages = new ArrayList<>();
        try {
            long deadline = System.nanoTime() + Math.max(waitMax.toNanos(), COMPANY_WAIT.toNanos());
            while (messages.size() < max) {
                request(from, max);
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                Message next = from.subscription()
                        .nextMessage(messages.isEmpty() && left.compareTo(COMPANY_WAIT) > 0 ? left : COMPANY_WAIT);
                if (next != null) {
                    requested--;
                    messages.add(message(from, next));
                } else if (!messages.isEmpty() || deadline - System.nanoTime() <= 0) {
                    break;
                }
                // Else an earlier request has ended, which also ends the wait.
            }
        } catch (IllegalStateException e) {
            // The consumer or the stream was removed, or the connection closed. What is in hand comes again.
            binding.drop(from);
            throw NatsCluster.unavailable(e);
        }
        return messages;
    }

    private void request(Bound from, int max) {
        long now = System.nanoTime();
        if (from.equals(requestedFrom) && requested > 0 && requestedUntil - now > 0) {
            return;
        }
        from.subscription()
                .pull(PullRequestOptions.builder(max).expiresIn(REQUEST_TIME).build());
        requestedFrom = from;
        requested = max;
        requestedUntil = now + REQUEST_TIME.toNanos();
    }

    private OrderMessage message(Bound from, Message message) {
        NatsJetStreamMetaData about = message.metaData();
        String id = from.id(about.streamSequence());
        deliveries.add(id, message);
        return new OrderMessage(
                id,
                OrderHeaders.origin(message).orElse(id),
                message.getData(),
                Math.toIntExact(about.deliveredCount()),
                about.timestamp().toInstant(),
                OrderHeaders.traceparent(message));
    }

    @Override
    public void settle(OrderMessage message, Settlement settlement) {
        Optional<Message> last = deliveries.last(message);
        if (last.isEmpty()) {
            return;
        }
        byte[] answer = switch (settlement) {
            case Settlement.Ack _ -> AckType.AckAck.bytes;
            case Settlement.Term _ -> AckType.AckTerm.bytes;
            case Settlement.NakAfter nak ->
                AckType.AckNak.bodyBytes(Math.max(1, nak.delay().toNanos()));
        };
        confirm(last.get(), answer);
        if (!(settlement instanceof Settlement.NakAfter)) {
            deliveries.forget(message);
        }
    }

    private void confirm(Message message, byte[] answer) {
        try {
            Message confirmation = nats.connection().request(message.getReplyTo(), answer, NatsCluster.CALL_TIME_MAX);
            if (confirmation == null) {
                throw NatsCluster.unavailable(null);
            }
        } catch (IllegalStateException e) {
            throw NatsCluster.unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NatsCluster.unavailable(e);
        }
    }

    @Override
    public void working(List<OrderMessage> messages) {
        try {
            Connection connection = nats.connection();
            messages.forEach(message -> deliveries
                    .last(message)
                    .ifPresent(last -> connection.publish(last.getReplyTo(), AckType.AckProgress.bytes)));
        } catch (Unavailable | IllegalStateException _) {
            // Then these messages come again, and are found to be settled.
        }
    }

    @Override
    public State state() {
        return state;
    }

    /** Asks the servers how the consumer does, for {@link #state}; false, since there is nothing more to ask. */
    public boolean look() {
        try {
            Bound at = binding.get();
            ConsumerInfo consumer = at.servers().getConsumerInfo(stream.name(), stream.durable());
            long pending = consumer.getNumPending() + consumer.getNumAckPending();
            Optional<Instant> oldestAt = pending == 0 ? Optional.empty() : oldestAt(at, consumer);
            state = new State(true, pending, consumer.getRedelivered(), oldestAt);
        } catch (Unavailable | IOException | JetStreamApiException | IllegalStateException e) {
            state = new State(false, state.pending(), state.redelivered(), state.oldestAt());
        }
        return false;
    }

    /** All up to the floor are settled, and the first one after it is not. */
    private Optional<Instant> oldestAt(Bound at, ConsumerInfo consumer) throws IOException, JetStreamApiException {
        long floor = consumer.getAckFloor().getStreamSequence();
        try {
            MessageInfo oldest = at.servers().getNextMessage(stream.name(), floor + 1, stream.subject());
            return Optional.ofNullable(oldest.getTime()).map(ZonedDateTime::toInstant);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() == NO_MESSAGE) {
                // Settled since.
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Gives back what was handed out and not taken, so that others need not wait for it. */
    @Override
    public void close() throws InterruptedException {
        Optional<Bound> last = binding.last();
        if (last.isEmpty() || !nats.answers()) {
            return;
        }
        JetStreamSubscription subscription = last.get().subscription();
        for (Message left = subscription.nextMessage(COMPANY_WAIT);
                left != null;
                left = subscription.nextMessage(COMPANY_WAIT)) {
            left.nak();
        }
        subscription.unsubscribe();
    }
}
