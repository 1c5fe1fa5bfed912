package dev.portside.bootstrap.settings;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import dev.portside.domain.shared.Invalid;
import java.time.Duration;

/**
 * {@code BUCKET_*}, {@code RATE_LIMIT_*}.
 *
 * @param plan of all keys without a plan of their own
 * @param guard whether the calls of this service are limited themselves
 * @param timeout after which the store counts as away
 */
public record RateLimitSettings(Terms plan, boolean guard, Duration timeout) {
    private static final TokenBucket PRESET = new TokenBucket(10, new Refill(1, 1_000_000));

    static RateLimitSettings read(SettingsReader in) {
        Duration milli = Duration.ofMillis(1);
        return new RateLimitSettings(
                new Terms(algorithm(in), in.choice("RATE_LIMIT_ON_FAILURE", OnFailure.OPEN)),
                in.flag("RATE_LIMIT_ENABLED", false),
                in.duration("RATE_LIMIT_TIMEOUT", Duration.ofMillis(50), milli, milli, Duration.ofSeconds(10)));
    }

    private static Algorithm algorithm(SettingsReader in) {
        Algorithm.Kind kind = in.choice("BUCKET_ALGORITHM", Algorithm.Kind.TOKEN_BUCKET);
        int capacity = in.whole("BUCKET_CAPACITY", Math.toIntExact(PRESET.capacity()), 1, Integer.MAX_VALUE);
        Refill refill = in.decimal(
                "BUCKET_REFILL_PER_SECOND", "1", "a number above 0 with at most 6 decimals", Refill::perSecond);
        Duration window = in.duration(
                "BUCKET_WINDOW",
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                Duration.ofMillis(1),
                Duration.ofDays(365));
        if (kind == Algorithm.Kind.GCRA && refill.tokens() != 1) {
            in.fault(
                    "BUCKET_REFILL_PER_SECOND",
                    in.text("BUCKET_REFILL_PER_SECOND", ""),
                    "such that gcra has a whole number of microseconds per token");
            return PRESET;
        }
        try {
            return switch (kind) {
                case TOKEN_BUCKET -> new TokenBucket(capacity, refill);
                case SLIDING_WINDOW -> new SlidingWindow(capacity, window.toNanos() / 1_000);
                case GCRA -> Gcra.of(capacity, refill);
            };
        } catch (Invalid e) {
            in.fault("BUCKET_CAPACITY", Integer.toString(capacity), "smaller; " + e.getMessage());
            return PRESET;
        }
    }
}
