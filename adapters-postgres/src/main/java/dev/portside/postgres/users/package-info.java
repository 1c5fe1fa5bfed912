/** Users in PostgreSQL, and the outbox of their events. */
@NullMarked
package dev.portside.postgres.users;

import org.jspecify.annotations.NullMarked;
