package dev.portside.faults.products;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event in the topic.
 *
 * @param key of its record
 * @param number its price
 */
record LoggedEvent(Place place, String key, String product, int number, long stock) {
    /** A stock that the store refuses. */
    static final long POISON = 666;

    static LoggedEvent of(ConsumerRecord<String, String> record) {
        JsonNode event = JsonMapper.shared().readTree(record.value());
        return new LoggedEvent(
                new Place(record.partition(), record.offset()),
                record.key(),
                event.get("product_id").stringValue(),
                event.get("price").asInt(),
                event.get("stock").asLong());
    }

    boolean poison() {
        return stock == POISON;
    }
}
