/** User events in Kafka. */
@NullMarked
package dev.portside.kafka.users;

import org.jspecify.annotations.NullMarked;
