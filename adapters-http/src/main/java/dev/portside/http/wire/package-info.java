/**
 * What stands between the sockets and Helidon's HTTP/1.1 connection: it alone decides where a request begins and ends,
 * refuses what two readers could understand differently, and cuts off peers that are too slow.
 */
@NullMarked
package dev.portside.http.wire;

import org.jspecify.annotations.NullMarked;
