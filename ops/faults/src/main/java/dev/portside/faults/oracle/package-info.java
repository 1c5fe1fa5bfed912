/** The judge of a history: pure, without time, threads or I/O. */
@NullMarked
package dev.portside.faults.oracle;

import org.jspecify.annotations.NullMarked;
