/** Logs in Kafka: topics that are appended to, and read by consumer groups whose positions are stored elsewhere. */
@NullMarked
package dev.portside.kafka.log;

import org.jspecify.annotations.NullMarked;
