package dev.portside.faults.todos;

import dev.portside.faults.fleet.TodoFleet;
import java.time.Duration;
import java.util.ArrayList;
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

/** The topic of commands, read from its beginning to where it ends now. */
record CommandTopic(String brokers) {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Held here, since the logging system alone forgets its level: what a reader says of itself is of no interest. */
    private static final Logger LOG = Logger.getLogger("org.apache.kafka");

    static {
        LOG.setLevel(Level.OFF);
    }

    /** The broker must be there. */
    List<LoggedCommand> read() {
        List<LoggedCommand> commands = new ArrayList<>();
        try (KafkaConsumer<String, String> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", false, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            Map<TopicPartition, Long> ends = reader.endOffsets(reader.partitionsFor(TodoFleet.TOPIC).stream()
                    .map(each -> new TopicPartition(TodoFleet.TOPIC, each.partition()))
                    .toList());
            reader.assign(ends.keySet());
            reader.seekToBeginning(ends.keySet());
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                reader.poll(LOOK).forEach(record -> commands.add(command(record)));
            }
            return commands;
        }
    }

    private static LoggedCommand command(ConsumerRecord<String, String> record) {
        JsonNode command = JsonMapper.shared().readTree(record.value());
        return new LoggedCommand(
                record.partition(),
                record.offset(),
                record.key(),
                command.get("id").stringValue(),
                command.get("verb").stringValue().equals("create"),
                Integer.parseInt(command.get("title").stringValue()));
    }
}
