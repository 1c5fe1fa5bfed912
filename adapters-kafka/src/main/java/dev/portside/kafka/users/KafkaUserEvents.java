package dev.portside.kafka.users;

import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.Claim;
import dev.portside.domain.users.EventFormat;
import dev.portside.domain.users.PublisherId;
import dev.portside.domain.users.PublisherRetired;
import dev.portside.domain.users.UserEvent;
import dev.portside.domain.users.UserEvents;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.KafkaTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * User events in a topic of Kafka. A batch and its publisher's progress are one transaction of a producer whose
 * transactional id names the publisher.
 *
 * <p>To retire a publisher of this process that has had a clear answer to every call is to close its producer: nobody else
 * can publish under its id. Any other is fenced, which completes or undoes its transaction, and then the progress topic says
 * what it published last. Both are final, so that any number of relays may retire one publisher and hear the same.
 *
 * <p>Bounds: a call of a producer waits {@link #BLOCK_TIME_MAX} at most, so {@link #publish} takes twice that at most, and
 * an unclear end is an outage. A transaction whose producer vanished blocks readers of committed records until it is
 * retired, or {@link #TRANSACTION_TIME_MAX} and the brokers' look for such are over.
 */
public final class KafkaUserEvents implements UserEvents, AutoCloseable {
    private static final Duration BLOCK_TIME_MAX = Duration.ofSeconds(5);
    private static final Duration DELIVERY_TIME_MAX = Duration.ofMillis(4_500);
    private static final Duration TRANSACTION_TIME_MAX = Duration.ofSeconds(12);

    private final KafkaCluster cluster;
    private final KafkaTopic events;
    private final ProgressTopic progress;
    private final EventFormat format;
    private final Supplier<UUID> ids;
    private final Replayer replayer;
    private final Map<PublisherId, PublisherSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean topicsThere;

    /**
     * Asks the brokers nothing yet.
     *
     * @param partitions of the topic, when it has to be made
     */
    public KafkaUserEvents(KafkaCluster cluster, String topic, int partitions, EventFormat format, Supplier<UUID> ids) {
        this.cluster = cluster;
        this.events = new KafkaTopic(topic, partitions, 1, Map.of(), KafkaTopic.Cleanup.DELETE);
        this.progress = new ProgressTopic(cluster, topic);
        this.format = format;
        this.ids = ids;
        this.replayer = new Replayer(() -> cluster.producer(settings(topic + "-replay")));
    }

    /** Makes the topics, unless they are there. Throws as {@link KafkaCluster#require} does. */
    @Override
    public PublisherId open() {
        requireTopics();
        PublisherId publisher = new PublisherId(ids.get());
        sessions.put(publisher, PublisherSession.open(producer(publisher), progress.opened(publisher)));
        return publisher;
    }

    private void requireTopics() {
        if (!topicsThere) {
            cluster.require(events);
            cluster.require(progress.topic());
            topicsThere = true;
        }
    }

    /** What the session of this publisher sends with. */
    Producer<byte[], byte[]> producer(PublisherId publisher) {
        Map<String, Object> settings = settings(transactionalId(publisher));
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(publisher));
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION_TIME_MAX.toMillis()));
        return cluster.producer(settings);
    }

    private static Map<String, Object> settings(String clientId) {
        return new HashMap<>(Map.of(
                ProducerConfig.CLIENT_ID_CONFIG,
                clientId,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                true,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                BLOCK_TIME_MAX.toMillis(),
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                Math.toIntExact(DELIVERY_TIME_MAX.toMillis()),
                // A commit sends what was gathered and does not wait for this. With none, a batch of 100 took twice as
                // long, since it went out in many small requests.
                ProducerConfig.LINGER_MS_CONFIG,
                10L,
                // A batch has few events for each partition, too few to be worth it.
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "none"));
    }

    /** Begins with the topic's name, so that all of them can be allowed by that. */
    private String transactionalId(PublisherId publisher) {
        return events.name() + "-" + publisher.value();
    }

    @Override
    public void publish(Claim claim, List<UserEvent> batch) {
        PublisherSession session = sessions.get(claim.publisher());
        if (session == null) {
            throw new PublisherRetired();
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        batch.forEach(event -> records.add(record(event, format.headers())));
        records.add(progress.published(claim.publisher(), claim.batch()));
        session.publish(claim.batch(), records);
    }

    @Override
    public void replay(List<UserEvent> stored) {
        requireTopics();
        replayer.publish(stored.stream()
                .map(event -> record(event, format.replayHeaders()))
                .toList());
    }

    private ProducerRecord<byte[], byte[]> record(
            UserEvent event, Function<UserEvent, SequencedMap<String, String>> headers) {
        ProducerRecord<byte[], byte[]> made = new ProducerRecord<>(
                events.name(),
                event.user().id().text().getBytes(StandardCharsets.UTF_8),
                format.value().apply(event.user()));
        headers.apply(event).forEach((name, text) -> made.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        return made;
    }

    @Override
    public Optional<BatchId> retire(PublisherId publisher) {
        PublisherSession session = sessions.get(publisher);
        if (session == null) {
            return fenced(publisher);
        }
        try {
            return session.endIfClear() ? session.last() : fenced(publisher);
        } finally {
            session.end();
            sessions.remove(publisher);
        }
    }

    private Optional<BatchId> fenced(PublisherId publisher) {
        cluster.fence(transactionalId(publisher));
        return progress.last(publisher);
    }

    /** Ends the sessions that are left, as a crash would: whoever finds their claims retires them. */
    @Override
    public void close() {
        sessions.values().forEach(PublisherSession::end);
        sessions.clear();
        replayer.close();
    }
}
