/** Topics in memory. */
@NullMarked
package dev.portside.kafka.memory;

import org.jspecify.annotations.NullMarked;
