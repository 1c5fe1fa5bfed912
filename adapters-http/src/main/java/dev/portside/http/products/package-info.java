/** Product events and products over HTTP. */
@NullMarked
package dev.portside.http.products;

import org.jspecify.annotations.NullMarked;
