/** Products: their price and stock as the events say that were accepted last. */
@NullMarked
package dev.portside.domain.products;

import org.jspecify.annotations.NullMarked;
