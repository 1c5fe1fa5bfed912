/** What happened to work that was accepted with 202. */
@NullMarked
package dev.portside.domain.tasks;

import org.jspecify.annotations.NullMarked;
