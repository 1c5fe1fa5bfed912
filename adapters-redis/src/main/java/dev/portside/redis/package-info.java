/** The connection to Redis that its features share. */
@NullMarked
package dev.portside.redis;

import org.jspecify.annotations.NullMarked;
