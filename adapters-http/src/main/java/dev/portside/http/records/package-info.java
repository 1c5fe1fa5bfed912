/** The calls of the records service. */
@NullMarked
package dev.portside.http.records;

import org.jspecify.annotations.NullMarked;
