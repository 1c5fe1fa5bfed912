/** How fast the service answers and what the process uses, at this moment. */
@NullMarked
package dev.portside.http.performance;

import org.jspecify.annotations.NullMarked;
