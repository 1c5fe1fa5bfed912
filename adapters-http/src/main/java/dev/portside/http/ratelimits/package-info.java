/** The calls of the rate limits, their header fields, and the guard of this service's own calls. */
@NullMarked
package dev.portside.http.ratelimits;

import org.jspecify.annotations.NullMarked;
