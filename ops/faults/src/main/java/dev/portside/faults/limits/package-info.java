/** Rate limits that many callers share, and the judge of what they were given. */
@NullMarked
package dev.portside.faults.limits;

import org.jspecify.annotations.NullMarked;
