package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * At most {@code capacity} tokens in a window of time that slides.
 *
 * <p>Method: a sliding window counter. Windows are aligned to 1970; what was taken in the previous one counts with the
 * part of it that the sliding window still covers, as if it had been taken evenly. With W the window's length, e the time
 * since its start and k the cost: admitted when (current + k) x W + previous x (W - e) &lt;= capacity x W. Needs
 * 3 x capacity x W &lt; 2^53 and 4 x W &lt;= 2^53. Hazard: since "evenly" is an assumption, an unlucky stretch of one
 * window's length can hold nearly twice the capacity, the same bound as that of a token bucket.
 */
public record SlidingWindow(long capacity, long windowMicros) implements Algorithm {
    private static final long WINDOW_MICROS_MAX = EXACT_MAX / 4;

    public SlidingWindow {
        Algorithm.checkCapacity(capacity);
        if (windowMicros < 1 || windowMicros > WINDOW_MICROS_MAX) {
            throw new Invalid("the window must be 1 to " + WINDOW_MICROS_MAX + " microseconds");
        }
        if (capacity > (EXACT_MAX - 1) / 3 / windowMicros) {
            throw new Invalid("the capacity is too large for this window: 3 x capacity x " + windowMicros
                    + " must be less than 2^53");
        }
    }

    @Override
    public Kind kind() {
        return Kind.SLIDING_WINDOW;
    }

    @Override
    public BigDecimal refillPerSecond() {
        return Algorithm.perSecond(capacity, windowMicros);
    }

    @Override
    public Bucket full(long nowMicros) {
        return new Counts(this, nowMicros - nowMicros % windowMicros, 0, 0);
    }

    /** What was taken in the window that began at {@code startMicros}, and in the one before. */
    public record Counts(SlidingWindow rule, long startMicros, long current, long previous) implements Bucket {
        @Override
        public Optional<Bucket> take(long nowMicros, long cost) {
            Counts counts = at(nowMicros);
            return cost * rule.windowMicros > counts.room(nowMicros)
                    ? Optional.empty()
                    : Optional.of(new Counts(rule, counts.startMicros, counts.current + cost, counts.previous));
        }

        /** The start of the window in which they count. */
        @Override
        public long sinceMicros(long takenMicros) {
            return at(takenMicros).startMicros;
        }

        @Override
        public Bucket giveBack(long cost, long sinceMicros, long nowMicros) {
            if (startMicros == sinceMicros) {
                return new Counts(rule, startMicros, Math.max(0, current - cost), previous);
            }
            return startMicros == sinceMicros + rule.windowMicros
                    ? new Counts(rule, startMicros, current, Math.max(0, previous - cost))
                    : this;
        }

        @Override
        public long tokens(long nowMicros) {
            return Math.max(0, at(nowMicros).room(nowMicros)) / rule.windowMicros;
        }

        @Override
        public long retryMicros(long nowMicros, long cost) {
            Counts counts = at(nowMicros);
            if (cost * rule.windowMicros <= counts.room(nowMicros)) {
                return 0;
            }
            long inThisWindow = rule.capacity - counts.current - cost;
            return inThisWindow >= 0
                    ? counts.startMicros + rule.fadedAfter(counts.previous, inThisWindow) - nowMicros
                    : counts.startMicros
                            + rule.windowMicros
                            + rule.fadedAfter(counts.current, rule.capacity - cost)
                            - nowMicros;
        }

        @Override
        public long fullAtMicros() {
            if (current > 0) {
                return startMicros + 2 * rule.windowMicros;
            }
            return previous > 0 ? startMicros + rule.windowMicros : startMicros;
        }

        /** The counts with the window that holds the time; one that begins later stays. */
        private Counts at(long nowMicros) {
            if (nowMicros < startMicros + rule.windowMicros) {
                return this;
            }
            if (nowMicros < startMicros + 2 * rule.windowMicros) {
                return new Counts(rule, startMicros + rule.windowMicros, 0, current);
            }
            return new Counts(rule, nowMicros - nowMicros % rule.windowMicros, 0, 0);
        }

        /** What is left, in tokens x window; less than zero when the clock was set back. */
        private long room(long nowMicros) {
            long elapsed = Math.max(0, nowMicros - startMicros);
            return (rule.capacity - current) * rule.windowMicros - previous * (rule.windowMicros - elapsed);
        }
    }

    /** How far into a window the {@code count} of the one before weighs no more than {@code allowed}. */
    private long fadedAfter(long count, long allowed) {
        return windowMicros - allowed * windowMicros / count;
    }
}
