package dev.portside.nats;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PullSubscribeOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The stream and its consumer on the connection that there is; made anew with each connection, and when it broke. */
final class StreamBinding {
    /**
     * What a connection needs to be used.
     *
     * @param idPrefix holds the time at which the stream was made, since sequences begin anew in a stream that was removed
     *     and made again
     */
    record Bound(
            Connection connection,
            JetStream publisher,
            JetStreamManagement servers,
            JetStreamSubscription subscription,
            String idPrefix) {
        /** Of the message with this sequence. */
        String id(long sequence) {
            return idPrefix + "%016d".formatted(sequence);
        }
    }

    private final NatsCluster nats;
    private final OrderStream stream;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Bound> bound = Optional.empty();

    StreamBinding(NatsCluster nats, OrderStream stream) {
        this.nats = nats;
        this.stream = stream;
    }

    /** Throws {@link dev.portside.domain.shared.Unavailable} when there is none now. */
    Bound get() {
        lock.lock();
        try {
            Connection connection = nats.connection();
            if (bound.filter(known -> known.connection == connection).isEmpty()) {
                bound = Optional.of(bind(connection));
            }
            return bound.get();
        } finally {
            lock.unlock();
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
            return new Bound(connection, publisher, servers, subscription, stream.name() + "-" + madeAt + "-");
        } catch (IOException | JetStreamApiException | IllegalStateException e) {
            throw NatsCluster.unavailable(e);
        }
    }

    /** Gives it up, unless that was done already; the next one is made anew. */
    void drop(Bound broken) {
        lock.lock();
        try {
            if (bound.filter(broken::equals).isPresent()) {
                bound = Optional.empty();
                if (broken.subscription.isActive()) {
                    broken.subscription.unsubscribe();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The last one, which may be broken. */
    Optional<Bound> last() {
        lock.lock();
        try {
            return bound;
        } finally {
            lock.unlock();
        }
    }
}
