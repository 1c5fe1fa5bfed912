/** Rate limits on Redis: scripts that decide there as the domain's rules do, and what keeps callers from waiting for them. */
@NullMarked
package dev.portside.redis.limits;

import org.jspecify.annotations.NullMarked;
