package dev.portside.domain.ratelimits;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A bucket of {@code capacity} tokens that refills steadily.
 *
 * <p>Method: with N tokens per P microseconds, one token is P units and every microsecond brings N of them, so that no
 * remainder is ever lost; the level is capped before anything is multiplied. Needs 2 x capacity x P + N &lt; 2^53.
 */
public record TokenBucket(long capacity, Refill refill) implements Algorithm {
    public TokenBucket {
        Algorithm.checkCapacity(capacity);
        if (refill.tokens() >= EXACT_MAX || capacity > (EXACT_MAX - 1 - refill.tokens()) / 2 / refill.periodMicros()) {
            throw new Invalid("the capacity is too large for this refill: 2 x capacity x " + refill.periodMicros()
                    + " + " + refill.tokens() + " must be less than 2^53");
        }
    }

    @Override
    public Kind kind() {
        return Kind.TOKEN_BUCKET;
    }

    @Override
    public long windowMicros() {
        return Math.ceilDiv(fullUnits(), refill.tokens());
    }

    @Override
    public BigDecimal refillPerSecond() {
        return Algorithm.perSecond(refill.tokens(), refill.periodMicros());
    }

    @Override
    public Bucket full(long nowMicros) {
        return new Level(this, fullUnits(), nowMicros);
    }

    private long fullUnits() {
        return capacity * refill.periodMicros();
    }

    /** So many units at that time. */
    public record Level(TokenBucket rule, long units, long atMicros) implements Bucket {
        @Override
        public Optional<Bucket> take(long nowMicros, long cost) {
            long now = Math.max(nowMicros, atMicros);
            long left = unitsAt(now) - cost * rule.refill.periodMicros();
            return left < 0 ? Optional.empty() : Optional.of(new Level(rule, left, now));
        }

        /** From then on at the latest, it would have been full and have lost its refill. */
        @Override
        public long sinceMicros(long takenMicros) {
            return Math.max(Math.max(takenMicros, atMicros), fullAtMicros() - 1);
        }

        @Override
        public Bucket giveBack(long cost, long sinceMicros, long nowMicros) {
            long owed = cost * rule.refill.periodMicros();
            long lostMicros = Math.max(0, Math.max(nowMicros, atMicros) - sinceMicros);
            if (lostMicros >= Math.ceilDiv(owed, rule.refill.tokens())) {
                return this;
            }
            long back = owed - lostMicros * rule.refill.tokens();
            return new Level(rule, Math.min(rule.fullUnits(), units + back), atMicros);
        }

        @Override
        public long tokens(long nowMicros) {
            return unitsAt(Math.max(nowMicros, atMicros)) / rule.refill.periodMicros();
        }

        @Override
        public long retryMicros(long nowMicros, long cost) {
            long now = Math.max(nowMicros, atMicros);
            long missing = cost * rule.refill.periodMicros() - unitsAt(now);
            return missing <= 0 ? 0 : now - nowMicros + Math.ceilDiv(missing, rule.refill.tokens());
        }

        @Override
        public long fullAtMicros() {
            return atMicros + Math.ceilDiv(rule.fullUnits() - units, rule.refill.tokens());
        }

        /** @param now not before {@code atMicros} */
        private long unitsAt(long now) {
            return now >= fullAtMicros() ? rule.fullUnits() : units + (now - atMicros) * rule.refill.tokens();
        }
    }
}
