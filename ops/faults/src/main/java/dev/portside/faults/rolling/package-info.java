/** Instances behind nginx that are started anew one after the other under load. */
@NullMarked
package dev.portside.faults.rolling;

import org.jspecify.annotations.NullMarked;
