/** Orders to try Portside with. */
@NullMarked
package dev.portside.bootstrap.samples;

import org.jspecify.annotations.NullMarked;
