/** A network that fails as it is told to, between a client and a server on this machine. */
@NullMarked
package dev.portside.stack.proxy;

import org.jspecify.annotations.NullMarked;
