/** Products in PostgreSQL. */
@NullMarked
package dev.portside.postgres.products;

import org.jspecify.annotations.NullMarked;
