/** What is done around rate limits, whatever keeps their buckets. */
@NullMarked
package dev.portside.application.ratelimits;

import org.jspecify.annotations.NullMarked;
