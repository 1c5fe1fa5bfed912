package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A token bucket kept as one number, the time at which it will be full.
 *
 * <p>Method: the generic cell rate algorithm (ITU-T I.371) with a limit of capacity x interval. Needs a whole number of
 * microseconds between tokens, and capacity x interval &lt;= 2^52, so that a time plus the limit stays below 2^53 until the
 * year 2112.
 */
public record Gcra(long capacity, long intervalMicros) implements Algorithm {
    private static final long LIMIT_MICROS_MAX = EXACT_MAX / 2;

    public Gcra {
        Algorithm.checkCapacity(capacity);
        if (intervalMicros < 1 || capacity > LIMIT_MICROS_MAX / intervalMicros) {
            throw new Invalid("the capacity is too large for this refill: capacity x " + intervalMicros
                    + " must be at most 2^52");
        }
    }

    /** {@link Invalid} unless the refill is one token per whole number of microseconds. */
    public static Gcra of(long capacity, Refill refill) {
        if (refill.tokens() != 1) {
            throw new Invalid("gcra needs a whole number of microseconds per token, and this refill has "
                    + refill.periodMicros() + " for " + refill.tokens());
        }
        return new Gcra(capacity, refill.periodMicros());
    }

    @Override
    public Kind kind() {
        return Kind.GCRA;
    }

    @Override
    public long windowMicros() {
        return capacity * intervalMicros;
    }

    @Override
    public BigDecimal refillPerSecond() {
        return Algorithm.perSecond(1, intervalMicros);
    }

    @Override
    public Bucket full(long nowMicros) {
        return new Arrival(this, nowMicros);
    }

    /** The theoretical arrival time: when the bucket will be full. */
    public record Arrival(Gcra rule, long fullAtMicros) implements Bucket {
        @Override
        public Optional<Bucket> take(long nowMicros, long cost) {
            return retryMicros(nowMicros, cost) > 0
                    ? Optional.empty()
                    : Optional.of(new Arrival(rule, fullAt(nowMicros) + cost * rule.intervalMicros));
        }

        /** From then on it would have been full. */
        @Override
        public long sinceMicros(long takenMicros) {
            return fullAt(takenMicros);
        }

        @Override
        public Bucket giveBack(long cost, long sinceMicros, long nowMicros) {
            long back = cost * rule.intervalMicros - Math.max(0, nowMicros - sinceMicros);
            return back <= 0 ? this : new Arrival(rule, fullAtMicros - back);
        }

        @Override
        public long tokens(long nowMicros) {
            return Math.max(0, rule.windowMicros() - (fullAt(nowMicros) - nowMicros)) / rule.intervalMicros;
        }

        @Override
        public long retryMicros(long nowMicros, long cost) {
            return Math.max(0, fullAt(nowMicros) - nowMicros - (rule.capacity - cost) * rule.intervalMicros);
        }

        private long fullAt(long nowMicros) {
            return Math.max(fullAtMicros, nowMicros);
        }
    }
}
