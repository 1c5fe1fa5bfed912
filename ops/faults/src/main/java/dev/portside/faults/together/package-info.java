/** All flows at once on everything there is, while all of it is broken by and by; and the report of that. */
@NullMarked
package dev.portside.faults.together;

import org.jspecify.annotations.NullMarked;
