/** The composition root: the one place that knows every module. */
@NullMarked
package dev.portside.bootstrap;

import org.jspecify.annotations.NullMarked;
