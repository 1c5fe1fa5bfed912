/** Placing orders that come as messages, and reading them from a cache. */
@NullMarked
package dev.portside.application.orders;

import org.jspecify.annotations.NullMarked;
