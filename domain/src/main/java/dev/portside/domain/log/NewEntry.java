package dev.portside.domain.log;

import java.util.Optional;

/**
 * What is appended to a log.
 *
 * @param key entries with the same key keep their order
 * @param payload the work as text
 * @param traceparent the W3C trace context of the request that brought it
 * @param requeued where the work stood when it died, for work that comes back
 */
public record NewEntry(String key, String payload, Optional<String> traceparent, Optional<LogPlace> requeued) {}
