/** Measures calls, and shows what was measured. */
@NullMarked
package dev.portside.http.metrics;

import org.jspecify.annotations.NullMarked;
