/** How the service does: for people, for probes. */
@NullMarked
package dev.portside.http.health;

import org.jspecify.annotations.NullMarked;
