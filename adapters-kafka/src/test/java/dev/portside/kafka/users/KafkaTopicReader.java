package dev.portside.kafka.users;

import dev.portside.domain.users.Delivered;
import dev.portside.kafka.KafkaCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads whole topics, as readers of committed messages see them. */
final class KafkaTopicReader {
    private static final Duration READ_TIME_MAX = Duration.ofSeconds(40);

    private KafkaTopicReader() {}

    /** Everything that is committed, once no transaction is open any more that began before this call. */
    static List<Delivered> read(KafkaCluster cluster, String topic) {
        List<Delivered> delivered = new ArrayList<>();
        try (Consumer<byte[], byte[]> reader =
                cluster.consumer(Map.of("isolation.level", "read_committed", "enable.auto.commit", false))) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(topic, each.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = new HashMap<>();
            partitions.forEach(each -> ends.put(each, cluster.end(each)));
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            long deadline = System.nanoTime() + READ_TIME_MAX.toNanos();
            while (partitions.stream().anyMatch(each -> reader.position(each) < ends.get(each))) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("a transaction stays open in " + topic);
                }
                reader.poll(Duration.ofMillis(100)).forEach(each -> delivered.add(delivered(each)));
            }
        }
        return delivered;
    }

    private static Delivered delivered(ConsumerRecord<byte[], byte[]> seen) {
        Map<String, String> headers = new HashMap<>();
        seen.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new Delivered(text(seen.key()), headers, text(seen.value()));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
