package dev.portside.domain.ratelimits;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An algorithm told by its idea, in fractions of any size and from the whole history; slow, and formed in another way than
 * the rules that it checks.
 */
interface BucketModel {
    /** How many tokens, with their fractions, are there at that time. */
    Ratio available(long now);

    void taken(long now, long cost);

    static BucketModel of(Algorithm algorithm) {
        return switch (algorithm) {
            case TokenBucket bucket -> new Drops(bucket);
            case SlidingWindow window -> new Log(window);
            case Gcra gcra -> new Queue(gcra);
        };
    }

    /** Each token is a drop that was poured out; rain falls at the refill's rate, and what is over the rim is lost. */
    final class Drops implements BucketModel {
        private record Poured(long at, long cost) {}

        private final TokenBucket rule;
        private final List<Poured> history = new ArrayList<>();

        private Drops(TokenBucket rule) {
            this.rule = rule;
        }

        @Override
        public Ratio available(long now) {
            Ratio rim = Ratio.of(rule.capacity());
            Ratio level = rim;
            long clock = Long.MIN_VALUE;
            for (Poured poured : history) {
                level = rained(level, clock, poured.at).min(rim).minus(Ratio.of(poured.cost));
                clock = Math.max(clock, poured.at);
            }
            return rained(level, clock, now).min(rim);
        }

        private Ratio rained(Ratio level, long from, long to) {
            boolean dry = history.isEmpty() || from == Long.MIN_VALUE || to <= from;
            return dry
                    ? level
                    : level.plus(Ratio.of(to - from, rule.refill().periodMicros())
                            .times(rule.refill().tokens()));
        }

        @Override
        public void taken(long now, long cost) {
            history.add(new Poured(now, cost));
        }
    }

    /** The takings of each window by its number; the last window that was used stays the current one for earlier times. */
    final class Log implements BucketModel {
        private final SlidingWindow rule;
        private final Map<Long, Long> takenIn = new HashMap<>();
        private long last;

        private Log(SlidingWindow rule) {
            this.rule = rule;
        }

        @Override
        public Ratio available(long now) {
            long window = window(now);
            Ratio since = Ratio.of(now - window * rule.windowMicros(), rule.windowMicros())
                    .max(Ratio.ZERO);
            Ratio covered = Ratio.of(1).minus(since).times(takenIn.getOrDefault(window - 1, 0L));
            return Ratio.of(rule.capacity() - takenIn.getOrDefault(window, 0L)).minus(covered);
        }

        private long window(long now) {
            return Math.max(last, now / rule.windowMicros());
        }

        @Override
        public void taken(long now, long cost) {
            last = window(now);
            takenIn.merge(last, cost, Long::sum);
        }
    }

    /** A queue that serves one token per interval; its length may reach the capacity. A clock set back lengthens it. */
    final class Queue implements BucketModel {
        private final Gcra rule;
        private Ratio length = Ratio.ZERO;
        private long lengthAt;
        private boolean used;

        private Queue(Gcra rule) {
            this.rule = rule;
        }

        private Ratio length(long now) {
            Ratio served = Ratio.of(now - lengthAt, rule.intervalMicros());
            return used ? length.minus(served).max(Ratio.ZERO) : Ratio.ZERO;
        }

        @Override
        public Ratio available(long now) {
            return Ratio.of(rule.capacity()).minus(length(now));
        }

        @Override
        public void taken(long now, long cost) {
            length = length(now).plus(Ratio.of(cost));
            lengthAt = now;
            used = true;
        }
    }
}
