/** The loop that drives a use case, and the share of lanes that a worker holds. */
@NullMarked
package dev.portside.application.shared;

import org.jspecify.annotations.NullMarked;
