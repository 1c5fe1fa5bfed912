/** What became of accepted work. */
@NullMarked
package dev.portside.http.tasks;

import org.jspecify.annotations.NullMarked;
