/** Todos in PostgreSQL. */
@NullMarked
package dev.portside.postgres.todos;

import org.jspecify.annotations.NullMarked;
