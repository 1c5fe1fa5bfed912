/** What a collector is told of the work of requests. */
@NullMarked
package dev.portside.traces;

import org.jspecify.annotations.NullMarked;
