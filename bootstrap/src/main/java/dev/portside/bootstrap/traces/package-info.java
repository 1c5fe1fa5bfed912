/** Tells a collector, in spans, where the work of a request was done: OpenTelemetry behind the ports and at the adapters' edges. */
@NullMarked
package dev.portside.bootstrap.traces;

import org.jspecify.annotations.NullMarked;
