/** Users and the outbox from which their changes reach a topic, each exactly once and in order per user. */
@NullMarked
package dev.portside.domain.users;

import org.jspecify.annotations.NullMarked;
