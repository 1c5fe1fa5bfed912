/** Servers in containers. */
@NullMarked
package dev.portside.stack.docker;

import org.jspecify.annotations.NullMarked;
