package dev.portside.nats;

import dev.portside.domain.deadletters.DeadLetter;
import dev.portside.domain.orders.OrderFeed;
import dev.portside.domain.orders.OrderMessage;
import dev.portside.domain.orders.Settlement;
import dev.portside.domain.shared.Invalid;
import dev.portside.domain.shared.Unavailable;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.impl.AckType;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The stream of order messages in NATS JetStream.
 *
 * <p>Method: one request for messages is kept open, so that a message is here as soon as it is there; what comes together
 * is taken together. Hazards: a request is lost when the server restarts, hence each ends by itself and is made anew; every
 * settlement is confirmed by the server, else its message counts as not settled. An id holds the time at which the stream
 * was made, since sequences begin anew in a stream that was removed and made again.
 */
public final class NatsOrderFeed implements OrderFeed, AutoCloseable {
    private static final String ORIGIN = "Portside-Origin";
    private static final String TRACEPARENT = "traceparent";
    private static final String MESSAGE_ID = "Nats-Msg-Id";
    private static final Pattern ORIGIN_FORM = Pattern.compile("[A-Za-z0-9._-]{1,200}");
    private static final Pattern TRACE_FORM = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Duration REQUEST_TIME = Duration.ofSeconds(2);

    /** How long a message that is here waits for others that came with it. */
    private static final Duration COMPANY_WAIT = Duration.ofMillis(1);

    /** More than the stream hands out at once; what goes beyond was handed to others long ago. */
    private static final int DELIVERED_MAX = 10_000;

    /** What a connection needs to be used. */
    private record Bound(
            Connection connection,
            JetStream publisher,
            JetStreamManagement servers,
            JetStreamSubscription subscription,
            String idPrefix) {}

    private final NatsCluster nats;
    private final OrderStream stream;
    private final ReentrantLock binding = new ReentrantLock();

    /** How each message that is not settled for good was last delivered. */
    private final Map<String, Message> delivered = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Message> eldest) {
            return size() > DELIVERED_MAX;
        }
    };

    private @Nullable Bound bound;
    private int requested;
    private long requestedUntil = System.nanoTime();
    private volatile State state = new State(false, 0, 0);

    public NatsOrderFeed(NatsCluster nats, OrderStream stream) {
        this.nats = nats;
        this.stream = stream;
    }

    @Override
    public String publish(byte[] payload, Optional<String> traceparent) {
        Headers headers = new Headers();
        traceparent.ifPresent(value -> headers.put(TRACEPARENT, value));
        return publish(headers, payload);
    }

    @Override
    public void publishAgain(DeadLetter letter, byte[] payload) {
        Headers headers = new Headers();
        // The stream takes a message with a known id for a repeat and drops it.
        headers.put(MESSAGE_ID, letter.id());
        headers.put(ORIGIN, letter.origin());
        letter.traceparent().ifPresent(value -> headers.put(TRACEPARENT, value));
        String _ = publish(headers, payload);
    }

    private String publish(Headers headers, byte[] payload) {
        Bound to = bound();
        try {
            return id(
                    to, to.publisher.publish(stream.subject(), headers, payload).getSeqno());
        } catch (IllegalArgumentException _) {
            throw new Invalid("is larger than NATS takes");
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            // Perhaps the stream is gone; it is looked for again.
            unbind(to);
            throw NatsCluster.unavailable(e);
        }
    }

    private static String id(Bound from, long sequence) {
        return from.idPrefix + "%016d".formatted(sequence);
    }

    @Override
    public List<OrderMessage> next(int max, Duration waitMax) throws InterruptedException {
        Bound from = bound();
        List<OrderMessage> messages = new ArrayList<>();
        try {
            long deadline = System.nanoTime() + Math.max(waitMax.toNanos(), COMPANY_WAIT.toNanos());
            while (messages.size() < max) {
                request(from, max);
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                Message next = from.subscription.nextMessage(
                        messages.isEmpty() && left.compareTo(COMPANY_WAIT) > 0 ? left : COMPANY_WAIT);
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
            unbind(from);
            throw NatsCluster.unavailable(e);
        }
        return messages;
    }

    private void request(Bound from, int max) {
        long now = System.nanoTime();
        if (requested > 0 && requestedUntil - now > 0) {
            return;
        }
        from.subscription.pull(
                PullRequestOptions.builder(max).expiresIn(REQUEST_TIME).build());
        requested = max;
        requestedUntil = now + REQUEST_TIME.toNanos();
    }

    private OrderMessage message(Bound from, Message message) {
        NatsJetStreamMetaData about = message.metaData();
        String id = id(from, about.streamSequence());
        synchronized (delivered) {
            delivered.remove(id);
            delivered.put(id, message);
        }
        return new OrderMessage(
                id,
                header(message, ORIGIN, ORIGIN_FORM).orElse(id),
                message.getData(),
                Math.toIntExact(about.deliveredCount()),
                about.timestamp().toInstant(),
                header(message, TRACEPARENT, TRACE_FORM));
    }

    /** Anybody may have written the header: what has not its form is none. */
    private static Optional<String> header(Message message, String name, Pattern form) {
        return Optional.ofNullable(message.getHeaders())
                .map(headers -> headers.getFirst(name))
                .filter(value -> form.matcher(value).matches());
    }

    @Override
    public void settle(OrderMessage message, Settlement settlement) {
        Optional<Message> last = last(message);
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
            synchronized (delivered) {
                delivered.remove(message.id());
            }
        }
    }

    private Optional<Message> last(OrderMessage message) {
        synchronized (delivered) {
            return Optional.ofNullable(delivered.get(message.id()));
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
            messages.forEach(message ->
                    last(message).ifPresent(last -> connection.publish(last.getReplyTo(), AckType.AckProgress.bytes)));
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
            Bound at = bound();
            ConsumerInfo consumer = at.servers.getConsumerInfo(stream.name(), stream.durable());
            state = new State(true, consumer.getNumPending() + consumer.getNumAckPending(), consumer.getRedelivered());
        } catch (Unavailable | IOException | JetStreamApiException | IllegalStateException e) {
            state = new State(false, state.pending(), state.redelivered());
        }
        return false;
    }

    private Bound bound() {
        binding.lock();
        try {
            Connection connection = nats.connection();
            if (bound == null || bound.connection != connection) {
                bound = bind(connection);
            }
            return bound;
        } finally {
            binding.unlock();
        }
    }

    private Bound bind(Connection connection) {
        JetStreamOptions options = JetStreamOptions.builder()
                .requestTimeout(NatsCluster.CALL_TIME_MAX)
                .build();
        try {
            JetStreamManagement servers = connection.jetStreamManagement(options);
            JetStream publisher = connection.jetStream(options);
            long madeAt = stream.require(servers).getCreateTime().toInstant().toEpochMilli();
            JetStreamSubscription subscription =
                    publisher.subscribe(null, PullSubscribeOptions.bind(stream.name(), stream.durable()));
            requested = 0;
            return new Bound(connection, publisher, servers, subscription, stream.name() + "-" + madeAt + "-");
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            throw NatsCluster.unavailable(e);
        }
    }

    private void unbind(Bound broken) {
        binding.lock();
        try {
            if (broken.equals(bound)) {
                bound = null;
                if (broken.subscription.isActive()) {
                    broken.subscription.unsubscribe();
                }
            }
        } finally {
            binding.unlock();
        }
    }

    /** Gives back what was handed out and not taken, so that others need not wait for it. */
    @Override
    public void close() throws InterruptedException {
        Bound last = bound;
        if (last == null || !nats.answers()) {
            return;
        }
        for (Message left = last.subscription.nextMessage(COMPANY_WAIT);
                left != null;
                left = last.subscription.nextMessage(COMPANY_WAIT)) {
            left.nak();
        }
        last.subscription.unsubscribe();
    }
}
