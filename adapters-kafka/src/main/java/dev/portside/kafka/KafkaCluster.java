package dev.portside.kafka;

import dev.portside.domain.shared.Unavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The brokers, as far as several features ask them the same things. It connects when it is first asked, so that it can be
 * made while they are away. Every wait is bounded, by {@link #CALL_TIME_MAX} for most.
 */
public final class KafkaCluster implements AutoCloseable {
    /** How long one request may take; a call may repeat it. */
    static final Duration REQUEST_TIME_MAX = Duration.ofSeconds(3);

    static final Duration CALL_TIME_MAX = Duration.ofSeconds(5);
    private static final Duration PROBE_TIME_MAX = Duration.ofMillis(500);

    /**
     * So often the admin client looks for a broker while none answers. Each look waits for {@link #REQUEST_TIME_MAX} beside
     * those before it, and all are gone through each time: the cost grows with the square of their number.
     */
    private static final Duration METADATA_INTERVAL = Duration.ofMillis(100);

    /** So long a probe's answer is given again. */
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    private final KafkaAddress address;
    private final ReentrantLock opening = new ReentrantLock();
    private final ReentrantLock probing = new ReentrantLock();
    private Optional<Admin> open = Optional.empty();
    private boolean closed;
    private boolean answered;
    private long probedAt = System.nanoTime() - PROBE_INTERVAL.toNanos();

    public KafkaCluster(KafkaAddress address) {
        this.address = address;
    }

    /** Whether a broker answers now, or did a second ago. Within about half a second, however many ask. */
    public boolean answers() {
        probing.lock();
        try {
            if (System.nanoTime() - probedAt >= PROBE_INTERVAL.toNanos()) {
                answered = probe();
                probedAt = System.nanoTime();
            }
            return answered;
        } finally {
            probing.unlock();
        }
    }

    private boolean probe() {
        int millisMax = KafkaAddress.millis(PROBE_TIME_MAX);
        try {
            return !await(
                            admin().describeCluster(new DescribeClusterOptions().timeoutMs(millisMax))
                                    .nodes(),
                            PROBE_TIME_MAX)
                    .isEmpty();
        } catch (Unavailable _) {
            return false;
        }
    }

    /**
     * Makes the topic unless it is there.
     *
     * @throws Unavailable when no broker answers, or the topic that is there can't be used
     */
    public void require(KafkaTopic topic) {
        new KafkaTopics(admin()).require(topic);
    }

    /**
     * Ends whatever producer has this transactional id: when this returns, its transaction is over, with all its marks
     * written, and a later request of it is refused.
     */
    public void fence(String transactionalId) {
        await(admin().fenceProducers(List.of(transactionalId)).all(), CALL_TIME_MAX);
    }

    /** The offset after the last record that is stored in a partition, whether it is committed or not. */
    public long end(TopicPartition partition) {
        return await(
                        admin().listOffsets(
                                        Map.of(partition, OffsetSpec.latest()),
                                        new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .partitionResult(partition),
                        CALL_TIME_MAX)
                .offset();
    }

    /** The same of all partitions of a topic; none when there is no such topic. */
    public Map<TopicPartition, Long> ends(String topic) {
        Map<TopicPartition, OffsetSpec> latest = new KafkaTopics(admin())
                .partitions(topic).stream().collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(
                        admin().listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                                .all(),
                        CALL_TIME_MAX)
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** @param settings what this producer needs beyond the address */
    public Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> all = address.settings();
        all.putAll(settings);
        try {
            return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw KafkaFaults.unavailable(e);
        }
    }

    /** @param settings what this consumer needs beyond the address */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> all = address.settings();
        all.putAll(settings);
        try {
            return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw KafkaFaults.unavailable(e);
        }
    }

    private Admin admin() {
        opening.lock();
        try {
            if (closed) {
                throw new Unavailable("this instance stops", Duration.ofSeconds(1));
            }
            Admin admin = open.orElseGet(this::connect);
            open = Optional.of(admin);
            return admin;
        } finally {
            opening.unlock();
        }
    }

    private Admin connect() {
        Map<String, Object> settings = address.settings();
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, KafkaAddress.millis(CALL_TIME_MAX));
        settings.put(AdminClientConfig.RETRY_BACKOFF_MS_CONFIG, KafkaAddress.millis(METADATA_INTERVAL));
        try {
            return Admin.create(settings);
        } catch (KafkaException e) {
            // Such as a name that nobody can resolve yet.
            throw KafkaFaults.unavailable(e);
        }
    }

    static <T> T await(KafkaFuture<T> answer, Duration timeMax) {
        try {
            return answer.get(timeMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw KafkaFaults.unavailable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw KafkaFaults.unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw KafkaFaults.unavailable(e);
        }
    }

    @Override
    public void close() {
        opening.lock();
        try {
            closed = true;
            open.ifPresent(admin -> admin.close(Duration.ZERO));
            open = Optional.empty();
        } finally {
            opening.unlock();
        }
    }
}
