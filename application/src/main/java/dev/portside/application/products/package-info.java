/** Product events: accepted into a log, applied from it. */
@NullMarked
package dev.portside.application.products;

import org.jspecify.annotations.NullMarked;
