/** Work of any flow that failed for good, kept with its cause until someone requeues or discards it. */
@NullMarked
package dev.portside.domain.deadletters;

import org.jspecify.annotations.NullMarked;
