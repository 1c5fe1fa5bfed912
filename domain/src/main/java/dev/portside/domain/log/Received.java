package dev.portside.domain.log;

import java.util.Optional;

/**
 * An entry on its way into effect.
 *
 * @param origin where the work was accepted first; decides what is older and what is newer
 * @param requeued whether it died before and came back, so that its place in the log is another one
 */
public record Received<T>(LogPlace origin, boolean requeued, T value, Optional<String> traceparent) {}
