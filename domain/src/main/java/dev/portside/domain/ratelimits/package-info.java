/**
 * Rate limits: how many tokens a key may take, and when they come back. The rules are pure functions over whole numbers;
 * every binding decides as they do.
 */
@NullMarked
package dev.portside.domain.ratelimits;

import org.jspecify.annotations.NullMarked;
