/** Faults on purpose, and the proof that nothing comes of them. */
@NullMarked
package dev.portside.faults;

import org.jspecify.annotations.NullMarked;
