package dev.portside.domain.log;

/** One topic as one consumer group reads it. */
public record LogStream(String consumer, String topic) {}
