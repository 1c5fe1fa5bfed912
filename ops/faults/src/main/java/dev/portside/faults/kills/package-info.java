/** Killing one after the other while work goes on. */
@NullMarked
package dev.portside.faults.kills;

import org.jspecify.annotations.NullMarked;
