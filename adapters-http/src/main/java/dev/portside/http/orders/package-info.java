/** The calls of the orders service. */
@NullMarked
package dev.portside.http.orders;

import org.jspecify.annotations.NullMarked;
