/** Values kept near their readers, in front of whatever they come from. */
@NullMarked
package dev.portside.redis.near;

import org.jspecify.annotations.NullMarked;
