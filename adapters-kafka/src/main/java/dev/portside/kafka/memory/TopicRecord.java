package dev.portside.kafka.memory;

import java.util.SequencedMap;

/**
 * One record of a topic, as a consumer of Kafka would see it.
 *
 * @param offset 0 for the first record ever, one more for each that follows
 */
public record TopicRecord(long offset, String key, byte[] value, SequencedMap<String, String> headers) {}
