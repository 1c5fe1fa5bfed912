package dev.portside.kafka.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What the broker hears of how far a member has come. */
class ToldPositionsTest {
    private static final TopicPartition PARTITION = new TopicPartition("log", 0);
    private static final int ENTRIES = 1000;

    private final List<Long> told = new ArrayList<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name()) {
        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            told.add(offsets.get(PARTITION).offset());
        }
    };
    private final KafkaLogReader reader = new KafkaLogReader(PARTITION.topic(), consumer, _ -> 0);

    /** Begins with the first batch, and ends with the last. */
    @Test
    void comesAtTimesInsteadOfAfterEachBatch() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        long started = System.nanoTime();
        for (int offset = 0; offset < ENTRIES; offset++) {
            consumer.addRecord(new ConsumerRecord<>(
                    PARTITION.topic(), PARTITION.partition(), offset, new byte[1], "{}".getBytes()));
            assertThat(reader.poll(1, Duration.ZERO)).hasSize(1);
            reader.done(PARTITION.partition(), offset + 1);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - started).toSeconds();
        reader.close();
        assertThat(told)
                .hasSizeLessThanOrEqualTo((int) seconds + 3)
                .startsWith(1L)
                .endsWith((long) ENTRIES);
    }

    @Test
    void isNothingOfAPartitionThatWasTakenAway() {
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        consumer.rebalance(List.of(PARTITION));
        reader.poll(1, Duration.ZERO);
        reader.done(PARTITION.partition(), 1);
        reader.onPartitionsRevoked(List.of(PARTITION));
        reader.close();
        assertThat(told).isEmpty();
    }
}
