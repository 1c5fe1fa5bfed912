/** Orders in PostgreSQL. */
@NullMarked
package dev.portside.postgres.orders;

import org.jspecify.annotations.NullMarked;
