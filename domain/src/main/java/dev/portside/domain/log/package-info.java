/** Partitioned logs, and consumers that take each entry into effect once by storing how far they are with the effects. */
@NullMarked
package dev.portside.domain.log;

import org.jspecify.annotations.NullMarked;
