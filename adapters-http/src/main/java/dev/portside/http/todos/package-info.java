/** Todos over HTTP; their first pages take a short way. */
@NullMarked
package dev.portside.http.todos;

import org.jspecify.annotations.NullMarked;
