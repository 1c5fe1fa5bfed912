package dev.portside.application.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.Bulk;
import dev.portside.domain.ratelimits.Decision;
import dev.portside.domain.ratelimits.LimitKey;
import dev.portside.domain.ratelimits.LimitMeter;
import dev.portside.domain.ratelimits.LimitRequest;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Plan;
import dev.portside.domain.ratelimits.Prefix;
import dev.portside.domain.ratelimits.RateLimits;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.Standing;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeteredRateLimitsTest {
    private static final LimitKey KEY = new LimitKey("a");

    private final Counts counts = new Counts();
    private final RateLimits limits = new MeteredRateLimits(new FiveAtOnce(), counts);

    @Test
    void countsWhatIsAdmittedAndWhatIsDenied() {
        limits.consume(new LimitRequest(KEY, 3));
        limits.consume(new LimitRequest(KEY, 6));
        assertThat(counts).hasToString("admitted 1, denied 1");
    }

    @Test
    void countsEachRequestOfABulk() {
        limits.consume(
                List.of(new LimitRequest(KEY, 5), new LimitRequest(KEY, 4), new LimitRequest(KEY, 7)),
                Bulk.Mode.INDEPENDENT);
        assertThat(counts).hasToString("admitted 2, denied 1");
    }

    @Test
    void countsNeitherChecksNorResetsNorWhatNeverFits() {
        limits.check(new LimitRequest(KEY, 1));
        limits.reset(KEY);
        limits.consume(new LimitRequest(KEY, 11));
        assertThat(counts).hasToString("admitted 0, denied 0");
    }

    private static final class Counts implements LimitMeter {
        private int admitted;
        private int denied;

        @Override
        public void admitted() {
            admitted++;
        }

        @Override
        public void denied() {
            denied++;
        }

        @Override
        public void local() {
            throw new AssertionError("nothing is answered locally here");
        }

        @Override
        public void failedOver() {
            throw new AssertionError("nothing fails here");
        }

        @Override
        public String toString() {
            return "admitted " + admitted + ", denied " + denied;
        }
    }

    /** Gives up to five tokens to every request; more than ten never fit. */
    private static final class FiveAtOnce implements RateLimits {
        private final Plan plan =
                new Plan(Prefix.NONE, new Terms(new TokenBucket(10, new Refill(1, 1)), OnFailure.OPEN), 0);
        private final Standing standing = new Standing(plan, 5, 1, 5);

        @Override
        public Decision check(LimitRequest request) {
            return consume(request);
        }

        @Override
        public Decision consume(LimitRequest request) {
            if (request.cost() > 10) {
                return new Decision.NeverFits(standing);
            }
            return request.cost() > 5 ? new Decision.Denied(standing, 1) : new Decision.Allowed(standing);
        }

        @Override
        public Standing reset(LimitKey key) {
            return standing;
        }

        @Override
        public Bulk.Decisions consume(List<LimitRequest> requests, Bulk.Mode mode) {
            return new Bulk.Decisions(mode, requests.stream().map(this::consume).toList());
        }
    }
}
