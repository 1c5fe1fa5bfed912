package dev.portside.domain.orders;

import java.time.Instant;
import java.util.Optional;

/**
 * A message as the feed delivers it; whether it holds an order is not yet known.
 *
 * @param id names this message, over all of its deliveries; ids of later messages sort after those of earlier ones
 * @param origin the id of the message that first brought this payload: its own, unless it is a dead letter's requeue
 * @param deliveries how often it was delivered, this time included; 1 or more
 * @param traceparent the W3C trace context that came with it
 */
public record OrderMessage(
        String id, String origin, byte[] payload, int deliveries, Instant publishedAt, Optional<String> traceparent) {}
