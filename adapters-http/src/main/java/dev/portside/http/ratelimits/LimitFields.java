package dev.portside.http.ratelimits;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.Standing;
import java.time.Duration;
import java.util.Map;

/**
 * {@code RateLimit-Policy} and {@code RateLimit} as structured fields (draft-ietf-httpapi-ratelimit-headers-11).
 *
 * <p>{@code w} is the time in which the whole quota comes back, {@code t} the time within which no more than {@code r} can
 * be had. Both are in whole seconds, rounded up: a caller that trusts them asks too late rather than too early, and a
 * {@code Retry-After} is never less than {@code t}.
 */
final class LimitFields {
    static final String POLICY = "RateLimit-Policy";
    static final String LIMIT = "RateLimit";

    private static final long SECOND_MICROS = 1_000_000;

    private LimitFields() {}

    /** @param policy printable ASCII without quotes and backslashes, as in {@link dev.portside.domain.ratelimits.Plan#name} */
    static Map<String, String> of(String policy, Standing standing) {
        Algorithm algorithm = standing.plan().terms().algorithm();
        return Map.of(
                POLICY,
                '"' + policy + "\";q=" + algorithm.capacity() + ";w=" + seconds(algorithm.windowMicros()),
                LIMIT,
                '"' + policy + "\";r=" + standing.tokens() + ";t=" + seconds(standing.nextTokenMicros()));
    }

    private static long seconds(long micros) {
        return Math.ceilDiv(micros, SECOND_MICROS);
    }

    /** When to ask again, as {@code Retry-After} and members say it. */
    static Duration retryAfter(long micros) {
        return Duration.ofMillis(millis(micros));
    }

    static long retryMicros(Decision decision) {
        return decision instanceof Decision.Denied denied ? denied.retryMicros() : 0;
    }

    /** Whole milliseconds, rounded up. */
    static long millis(long micros) {
        return Math.ceilDiv(micros, 1_000);
    }
}
