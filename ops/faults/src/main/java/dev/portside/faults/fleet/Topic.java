package dev.portside.faults.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic of a broker that must be there, read from its beginning to where it ends now. */
public record Topic(String brokers, String name) {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Held here, since the logging system alone forgets its level: what a reader says of itself is of no interest. */
    private static final Logger LOG = Logger.getLogger("org.apache.kafka");

    static {
        LOG.setLevel(Level.OFF);
    }

    /** All records, each as what is made of it; those of a partition in their order. */
    public <T> List<T> read(Function<ConsumerRecord<String, String>, T> record) {
        List<T> records = new ArrayList<>();
        try (KafkaConsumer<String, String> reader = reader()) {
            Map<TopicPartition, Long> ends = ends(reader);
            reader.assign(ends.keySet());
            reader.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(LOOK).forEach(each -> records.add(record.apply(each)));
            }
            return records;
        }
    }

    /** The offset after the last record of each partition that has any. */
    public Map<Integer, Long> ends() {
        try (KafkaConsumer<String, String> reader = reader()) {
            Map<Integer, Long> ends = new HashMap<>();
            ends(reader).forEach((partition, end) -> {
                if (end > 0) {
                    ends.put(partition.partition(), end);
                }
            });
            return ends;
        }
    }

    private Map<TopicPartition, Long> ends(KafkaConsumer<String, String> reader) {
        return reader.endOffsets(reader.partitionsFor(name).stream()
                .map(each -> new TopicPartition(name, each.partition()))
                .toList());
    }

    private KafkaConsumer<String, String> reader() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", false, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }
}
