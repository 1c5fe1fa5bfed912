/** Orders: read from a stream of messages, stored once each, never changed. */
@NullMarked
package dev.portside.domain.orders;

import org.jspecify.annotations.NullMarked;
