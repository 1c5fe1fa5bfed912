/** Orders that come as messages: reading them, and taking them from the feed into the application. */
@NullMarked
package dev.portside.nats;

import org.jspecify.annotations.NullMarked;
