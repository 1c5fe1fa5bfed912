package dev.portside.faults.users;

import dev.portside.faults.fleet.EnvironmentFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What a broker, which must be there, tells of some partitions. */
record BrokerView(String brokers, Set<TopicPartition> partitions) {
    /** The ends of all records, so that who waits for them waits for open transactions. */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(each -> latest.put(each, OffsetSpec.latest()));
        try (Admin admin = admin()) {
            Map<TopicPartition, Long> ends = new HashMap<>();
            answer(admin.listOffsets(latest).all()).forEach((each, end) -> ends.put(each, end.offset()));
            return ends;
        }
    }

    /** One line for each partition of each transaction. */
    List<String> openTransactions() {
        try (Admin admin = admin()) {
            List<String> open = new ArrayList<>();
            answer(admin.describeProducers(partitions).all())
                    .forEach((partition, producers) -> producers
                            .activeProducers()
                            .forEach(each -> each.currentTransactionStartOffset()
                                    .ifPresent(offset -> open.add(line(partition, each, offset)))));
            return open;
        }
    }

    private static String line(TopicPartition partition, ProducerState producer, long offset) {
        return "%s since offset %d of producer %d, epoch %d, %d s after its last record"
                .formatted(
                        partition,
                        offset,
                        producer.producerId(),
                        producer.producerEpoch(),
                        (System.currentTimeMillis() - producer.lastTimestamp()) / 1_000);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", brokers));
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new EnvironmentFault("the broker can't say how its topic is", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnvironmentFault("interrupted", e);
        }
    }
}
