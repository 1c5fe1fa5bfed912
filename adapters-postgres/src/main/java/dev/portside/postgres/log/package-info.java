/** How far consumers of logs have come. */
@NullMarked
package dev.portside.postgres.log;

import org.jspecify.annotations.NullMarked;
