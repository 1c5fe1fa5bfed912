/** The first pages of todos: near their readers, shared through Redis, checked against what the database says. */
@NullMarked
package dev.portside.redis.todos;

import org.jspecify.annotations.NullMarked;
