package dev.portside.kafka.log;

import dev.portside.kafka.KafkaFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Finds out how old the first entries that are not done are, by reading them. For one thread at a time. */
record OldestEntries(Consumer<byte[], byte[]> consumer) implements AutoCloseable {
    private static final Duration READ_TIME_MAX = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    /**
     * The earliest time of the entries at these offsets.
     *
     * @param first of each partition that has something to do
     * @throws dev.portside.domain.shared.Unavailable when the brokers are away
     */
    Optional<Instant> at(Map<TopicPartition, Long> first) {
        if (first.isEmpty()) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + READ_TIME_MAX.toNanos();
        Set<TopicPartition> missing = new HashSet<>(first.keySet());
        Optional<Instant> oldest = Optional.empty();
        try {
            consumer.assign(missing);
            consumer.resume(missing);
            first.forEach(consumer::seek);
            while (!missing.isEmpty() && System.nanoTime() < deadline) {
                for (ConsumerRecord<byte[], byte[]> read : consumer.poll(LOOK)) {
                    TopicPartition partition = new TopicPartition(read.topic(), read.partition());
                    if (missing.remove(partition)) {
                        consumer.pause(Set.of(partition));
                        Instant at = LogRecords.place(read).acceptedAt();
                        oldest = Optional.of(oldest.filter(at::isAfter).orElse(at));
                    }
                }
            }
            return oldest;
        } catch (KafkaException e) {
            throw KafkaFaults.unavailable(e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
