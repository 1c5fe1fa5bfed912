package dev.portside.faults.todos;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A command in the topic.
 *
 * @param key of its record
 * @param number that its title tells
 */
record LoggedCommand(int partition, long offset, String key, String todo, boolean creates, int number) {
    static LoggedCommand of(ConsumerRecord<String, String> record) {
        JsonNode command = JsonMapper.shared().readTree(record.value());
        return new LoggedCommand(
                record.partition(),
                record.offset(),
                record.key(),
                command.get("id").stringValue(),
                command.get("verb").stringValue().equals("create"),
                Title.number(command.get("title").stringValue()));
    }
}
