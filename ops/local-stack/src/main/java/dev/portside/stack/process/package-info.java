/** Servers as local processes that can be stopped, paused and killed, and that don't outlive who started them. */
@NullMarked
package dev.portside.stack.process;

import org.jspecify.annotations.NullMarked;
