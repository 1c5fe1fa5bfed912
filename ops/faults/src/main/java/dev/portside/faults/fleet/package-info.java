/** Instances of the distribution and their databases, as processes that can be killed, paused and started again. */
@NullMarked
package dev.portside.faults.fleet;

import org.jspecify.annotations.NullMarked;
