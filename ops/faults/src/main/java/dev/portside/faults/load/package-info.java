/** Clients that go on through faults, what they remember, and what becomes of it. */
@NullMarked
package dev.portside.faults.load;

import org.jspecify.annotations.NullMarked;
