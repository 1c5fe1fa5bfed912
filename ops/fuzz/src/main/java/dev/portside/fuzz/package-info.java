/**
 * What reads bytes from outside, each as a target of the fuzzer: whatever the bytes are, they are read or refused, and what
 * was read is the same when it is written and read again.
 */
@NullMarked
package dev.portside.fuzz;

import org.jspecify.annotations.NullMarked;
