package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Invalid;

/**
 * A wish for tokens.
 *
 * @param cost how many, 1 to {@value Algorithm#CAPACITY_MAX}
 */
public record LimitRequest(LimitKey key, long cost) {
    public LimitRequest {
        if (cost < 1 || cost > Algorithm.CAPACITY_MAX) {
            throw new Invalid("must be 1 to " + Algorithm.CAPACITY_MAX + " tokens");
        }
    }
}
