/** Steady load for long, a harm now and then, and the judgement of what instances hold, and how soon they recover. */
@NullMarked
package dev.portside.faults.soak;

import org.jspecify.annotations.NullMarked;
