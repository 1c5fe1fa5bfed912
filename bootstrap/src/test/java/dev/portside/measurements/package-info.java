/** What the service measures of itself, read back strictly. */
@NullMarked
package dev.portside.measurements;

import org.jspecify.annotations.NullMarked;
