/** Killing and pausing one after the other while work goes on. */
@NullMarked
package dev.portside.faults.blows;

import org.jspecify.annotations.NullMarked;
