package dev.portside.domain.users;

import java.util.Optional;

/**
 * What is known of a change's event before the change is committed.
 *
 * @param traceparent the W3C trace context of the request that changes the user
 */
public record NewEvent(EventId id, Optional<String> traceparent) {}
