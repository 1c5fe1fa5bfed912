/** What the service measures of itself, kept by Helidon's metrics. */
@NullMarked
package dev.portside.bootstrap.metrics;

import org.jspecify.annotations.NullMarked;
