/** How what was started ends. */
@NullMarked
package dev.portside.bootstrap.lifecycle;

import org.jspecify.annotations.NullMarked;
