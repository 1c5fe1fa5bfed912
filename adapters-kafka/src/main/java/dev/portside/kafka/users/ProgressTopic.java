package dev.portside.kafka.users;

import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.users.BatchId;
import dev.portside.domain.users.PublisherId;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.KafkaFaults;
import dev.portside.kafka.KafkaTopic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Which batch each publisher published last: a compacted topic beside that of the events, written in the same
 * transactions. A publisher's records are all in one partition, the first of them is written when it opens and names no
 * batch.
 *
 * <p>Method: {@link #last} reads the publisher's partition backwards, in pieces that grow, until it meets the newest
 * record of that publisher. Cost: what others wrote into that partition since then. Publishers that are gone lie further
 * back and are never read; small segments, compacted soon, keep one record of each.
 *
 * <p>Hazard: readers of committed records see nothing behind the oldest transaction that is open in a partition, be it
 * anybody's. Such a read would miss a batch that is committed behind it. So the end is that of all records, taken after
 * the publisher was fenced, and the read waits until it gets there: as a rule for milliseconds, and when another publisher
 * died in the middle of a transaction, until that one is fenced too or times out.
 */
final class ProgressTopic {
    /** Never changes, whatever the topic has: it decides where a publisher's records are. */
    private static final int PARTITIONS = 32;

    private static final int PIECE_RECORDS = 500;
    private static final int PIECE_GROWTH = 4;
    private static final Duration POLL_TIME = Duration.ofMillis(100);
    private static final Duration READ_TIME_MAX = Duration.ofSeconds(5);

    private final KafkaCluster cluster;
    private final String name;

    ProgressTopic(KafkaCluster cluster, String eventsTopic) {
        this.cluster = cluster;
        this.name = eventsTopic + ".progress";
    }

    KafkaTopic topic() {
        return new KafkaTopic(
                name,
                PARTITIONS,
                PARTITIONS,
                Map.of(
                        TopicConfig.SEGMENT_BYTES_CONFIG,
                        Integer.toString(1 << 20),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1"),
                KafkaTopic.Cleanup.COMPACT);
    }

    ProducerRecord<byte[], byte[]> opened(PublisherId publisher) {
        return progress(publisher, "");
    }

    ProducerRecord<byte[], byte[]> published(PublisherId publisher, BatchId batch) {
        return progress(publisher, batch.value().toString());
    }

    private ProducerRecord<byte[], byte[]> progress(PublisherId publisher, String value) {
        return new ProducerRecord<>(
                name, partition(publisher).partition(), key(publisher), value.getBytes(StandardCharsets.UTF_8));
    }

    private TopicPartition partition(PublisherId publisher) {
        return new TopicPartition(name, Math.floorMod(publisher.value().hashCode(), PARTITIONS));
    }

    private static byte[] key(PublisherId publisher) {
        return publisher.value().toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The last batch of a publisher that was fenced; empty when it published none.
     *
     * @throws Unavailable when the topic cannot be read to its end within {@link #READ_TIME_MAX}
     */
    Optional<BatchId> last(PublisherId publisher) {
        TopicPartition partition = partition(publisher);
        byte[] key = key(publisher);
        long deadline = System.nanoTime() + READ_TIME_MAX.toNanos();
        try (Consumer<byte[], byte[]> reader = cluster.consumer(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                // At the end, where there is only the mark of a transaction, the brokers wait so long for more.
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                20,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false))) {
            reader.assign(List.of(partition));
            long end = cluster.end(partition);
            for (long piece = PIECE_RECORDS; end > 0; piece *= PIECE_GROWTH) {
                long from = Math.max(0, end - piece);
                Optional<byte[]> value = lastBetween(reader, partition, from, end, key, deadline);
                if (value.isPresent()) {
                    return batch(value.get());
                }
                end = from;
            }
            return Optional.empty();
        } catch (KafkaException e) {
            throw KafkaFaults.unavailable(e);
        }
    }

    private static Optional<byte[]> lastBetween(
            Consumer<byte[], byte[]> reader, TopicPartition partition, long from, long end, byte[] key, long deadline) {
        Optional<byte[]> last = Optional.empty();
        reader.seek(partition, from);
        while (reader.position(partition) < end) {
            if (System.nanoTime() > deadline) {
                throw new Unavailable(
                        "a transaction stays open in partition %d of Kafka's topic %s since offset %d"
                                .formatted(partition.partition(), partition.topic(), reader.position(partition)),
                        POLL_TIME);
            }
            for (ConsumerRecord<byte[], byte[]> each : reader.poll(POLL_TIME)) {
                if (each.offset() < end && Arrays.equals(each.key(), key)) {
                    last = Optional.of(each.value());
                }
            }
        }
        return last;
    }

    private static Optional<BatchId> batch(byte[] value) {
        return value.length == 0
                ? Optional.empty()
                : Optional.of(new BatchId(UUID.fromString(new String(value, StandardCharsets.UTF_8))));
    }
}
