package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.ratelimits.Gcra;
import dev.portside.domain.ratelimits.OnFailure;
import dev.portside.domain.ratelimits.Refill;
import dev.portside.domain.ratelimits.SlidingWindow;
import dev.portside.domain.ratelimits.Terms;
import dev.portside.domain.ratelimits.TokenBucket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitSettingsTest {
    @Test
    void theirPresetIsTheBucketOfTheOldService() {
        assertThat(read(Map.of()))
                .isEqualTo(new RateLimitSettings(
                        new Terms(new TokenBucket(10, new Refill(1, 1_000_000)), OnFailure.OPEN),
                        false,
                        Duration.ofMillis(50)));
    }

    @Test
    void everyAlgorithmCanBeTheDefault() {
        assertThat(read(Map.of("BUCKET_ALGORITHM", "gcra", "BUCKET_REFILL_PER_SECOND", "0.25"))
                        .plan()
                        .algorithm())
                .isEqualTo(new Gcra(10, 4_000_000));
        assertThat(read(Map.of("BUCKET_ALGORITHM", "sliding_window", "BUCKET_WINDOW", "250ms", "BUCKET_CAPACITY", "7"))
                        .plan()
                        .algorithm())
                .isEqualTo(new SlidingWindow(7, 250_000));
    }

    @Test
    void allThatAreWrongAreNamed() {
        assertThatThrownBy(() -> read(Map.of(
                        "BUCKET_ALGORITHM", "leaky",
                        "BUCKET_CAPACITY", "0",
                        "BUCKET_REFILL_PER_SECOND", "-1",
                        "BUCKET_WINDOW", "soon",
                        "RATE_LIMIT_ENABLED", "yes",
                        "RATE_LIMIT_TIMEOUT", "1h",
                        "RATE_LIMIT_ON_FAILURE", "shut")))
                .isInstanceOf(BadSettings.class)
                .satisfies(e -> assertThat(String.valueOf(e.getMessage()).lines())
                        .hasSize(7)
                        .contains("BUCKET_ALGORITHM=leaky: must be token_bucket or sliding_window or gcra"));
    }

    @Test
    void settingsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() -> read(Map.of("BUCKET_ALGORITHM", "gcra", "BUCKET_REFILL_PER_SECOND", "3")))
                .hasMessage("BUCKET_REFILL_PER_SECOND=3: must be such that gcra has a whole number of microseconds"
                        + " per token");
        assertThatThrownBy(() -> read(Map.of("BUCKET_CAPACITY", "2000000000", "BUCKET_REFILL_PER_SECOND", "0.1")))
                .hasMessageStartingWith("BUCKET_CAPACITY=2000000000: must be ");
    }

    private static RateLimitSettings read(Map<String, String> values) {
        SettingsReader in = new SettingsReader(values::get, List.of());
        RateLimitSettings settings = RateLimitSettings.read(in);
        in.check();
        return settings;
    }
}
