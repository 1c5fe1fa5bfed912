/** The ports of this module bound to memory: thread-safe, bounded, holding immutable values. */
@NullMarked
package dev.portside.nats.memory;

import org.jspecify.annotations.NullMarked;
