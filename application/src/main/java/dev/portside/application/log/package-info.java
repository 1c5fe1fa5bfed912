/** How the entries of a log take effect: consuming, retrying, pausing, dead letters, tasks. */
@NullMarked
package dev.portside.application.log;

import org.jspecify.annotations.NullMarked;
