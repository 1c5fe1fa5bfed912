/** Portside under requests that no honest client sends, over raw sockets. */
@NullMarked
package dev.portside.hardening;

import org.jspecify.annotations.NullMarked;
