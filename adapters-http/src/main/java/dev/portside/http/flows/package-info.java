/** How the flows run, at a glance and live. */
@NullMarked
package dev.portside.http.flows;

import org.jspecify.annotations.NullMarked;
