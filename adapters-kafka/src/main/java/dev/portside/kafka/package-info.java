/** Kafka: the connection and the topics that features share. */
@NullMarked
package dev.portside.kafka;

import org.jspecify.annotations.NullMarked;
