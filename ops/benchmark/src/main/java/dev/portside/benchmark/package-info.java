/**
 * Measurements of the built distribution. What is compared runs in the same minutes on the same machine, in turns, so that
 * only the ratio counts and whatever else the machine does falls on both.
 */
@NullMarked
package dev.portside.benchmark;

import org.jspecify.annotations.NullMarked;
