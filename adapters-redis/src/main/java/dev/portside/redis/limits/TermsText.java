package dev.portside.redis.limits;

import dev.portside.domain.ratelimits.Algorithm;
import dev.portside.domain.ratelimits.Bucket;
import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import java.util.Locale;

/** Terms and buckets as the scripts know them: {@code token_bucket 10 1 1000000 open}, and up to three numbers. */
final class TermsText {
    private TermsText() {}

    static String of(Terms terms) {
        return kind(terms.algorithm()) + " " + a(terms.algorithm()) + " " + b(terms.algorithm()) + " "
                + c(terms.algorithm()) + " " + terms.onFailure().name().toLowerCase(Locale.ROOT);
    }

    static Terms read(String text) {
        String[] words = text.split(" ");
        long a = Long.parseLong(words[1]);
        long b = Long.parseLong(words[2]);
        Algorithm algorithm = switch (Algorithm.Kind.valueOf(words[0].toUpperCase(Locale.ROOT))) {
            case TOKEN_BUCKET -> new TokenBucket(a, new Refill(b, Long.parseLong(words[3])));
            case SLIDING_WINDOW -> new SlidingWindow(a, b);
            case GCRA -> new Gcra(a, b);
        };
        return new Terms(algorithm, OnFailure.valueOf(words[4].toUpperCase(Locale.ROOT)));
    }

    static String kind(Algorithm algorithm) {
        return algorithm.kind().name().toLowerCase(Locale.ROOT);
    }

    static long a(Algorithm algorithm) {
        return algorithm.capacity();
    }

    static long b(Algorithm algorithm) {
        return switch (algorithm) {
            case TokenBucket bucket -> bucket.refill().tokens();
            case SlidingWindow window -> window.windowMicros();
            case Gcra gcra -> gcra.intervalMicros();
        };
    }

    static long c(Algorithm algorithm) {
        return algorithm instanceof TokenBucket bucket ? bucket.refill().periodMicros() : 0;
    }

    static Bucket bucket(Algorithm algorithm, long s1, long s2, long s3) {
        return switch (algorithm) {
            case TokenBucket rule -> new TokenBucket.Level(rule, s1, s2);
            case SlidingWindow rule -> new SlidingWindow.Counts(rule, s1, s2, s3);
            case Gcra rule -> new Gcra.Arrival(rule, s1);
        };
    }
}
