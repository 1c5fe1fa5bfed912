package dev.portside.bootstrap;

import dev.portside.kafka.KafkaAddress;
import dev.portside.kafka.KafkaCluster;
import dev.portside.kafka.memory.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A topic as readers of committed messages see it. */
public record CommittedTopic(String brokers, String name) {
    /** Everything in it, in order per key; nothing when there is no such topic yet. */
    public List<TopicRecord> read() {
        List<TopicRecord> records = new ArrayList<>();
        try (KafkaCluster cluster = new KafkaCluster(new KafkaAddress(brokers, Map.of()));
                Consumer<byte[], byte[]> reader = cluster.consumer(Map.of(
                        "isolation.level", "read_committed",
                        "enable.auto.commit", false,
                        "allow.auto.create.topics", false))) {
            List<TopicPartition> partitions = reader.partitionsFor(name).stream()
                    .map(each -> new TopicPartition(name, each.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(reader.endOffsets(partitions));
            while (partitions.stream().anyMatch(each -> reader.position(each) < ends.getOrDefault(each, 0L))) {
                reader.poll(Duration.ofMillis(100)).forEach(each -> records.add(record(each)));
            }
        }
        return records;
    }

    private static TopicRecord record(ConsumerRecord<byte[], byte[]> read) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        read.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return new TopicRecord(read.offset(), text(read.key()), read.value(), headers);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
