package dev.portside.faults.products;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The topic of product events, read from its beginning to where it ends now. */
record ProductTopic(String brokers, String topic) {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Held here, since the logging system alone forgets its level: what a reader says of itself is of no interest. */
    private static final Logger LOG = Logger.getLogger("org.apache.kafka");

    static {
        LOG.setLevel(Level.OFF);
    }

    /** The broker must be there. */
    List<LoggedEvent> read() {
        List<LoggedEvent> events = new ArrayList<>();
        try (KafkaConsumer<String, String> reader = reader()) {
            Map<TopicPartition, Long> ends = ends(reader);
            reader.assign(ends.keySet());
            reader.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(LOOK).forEach(record -> events.add(event(record)));
            }
            return events;
        }
    }

    /** The offset after the last entry of each partition that has any. */
    Map<Integer, Long> ends() {
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
        return reader.endOffsets(reader.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList());
    }

    private KafkaConsumer<String, String> reader() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", false, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    private static LoggedEvent event(ConsumerRecord<String, String> record) {
        JsonNode event = JsonMapper.shared().readTree(record.value());
        return new LoggedEvent(
                new Place(record.partition(), record.offset()),
                record.key(),
                event.get("product_id").stringValue(),
                event.get("price").asInt(),
                event.get("stock").asLong());
    }
}
