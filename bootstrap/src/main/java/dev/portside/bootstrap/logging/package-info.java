/** How log lines leave the process. */
@NullMarked
package dev.portside.bootstrap.logging;

import org.jspecify.annotations.NullMarked;
