/** Todos: commands accepted into a log and applied from it, pages rendered. */
@NullMarked
package dev.portside.application.todos;

import org.jspecify.annotations.NullMarked;
