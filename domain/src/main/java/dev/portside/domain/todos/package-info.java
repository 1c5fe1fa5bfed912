/** Todos: changed by commands through a log, read in pages, newest first. */
@NullMarked
package dev.portside.domain.todos;

import org.jspecify.annotations.NullMarked;
