package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30));

    @Test
    void doublesItsCeilingUpToTheLongestDelay() {
        assertThat(BACKOFF.ceiling(1)).isEqualTo(Duration.ofMillis(100));
        assertThat(BACKOFF.ceiling(2)).isEqualTo(Duration.ofMillis(200));
        assertThat(BACKOFF.ceiling(9)).isEqualTo(Duration.ofMillis(25_600));
        assertThat(BACKOFF.ceiling(10)).isEqualTo(Duration.ofSeconds(30));
        assertThat(BACKOFF.ceiling(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void drawsDelaysEvenlyFromZeroToTheCeiling() {
        RandomGenerator random = SeededRandom.of("BackoffTest");
        int draws = 10_000;
        long sum = 0;
        for (int i = 0; i < draws; i++) {
            Duration delay = BACKOFF.delay(3, random);
            assertThat(delay).isBetween(Duration.ZERO, Duration.ofMillis(400));
            sum += delay.toNanos();
        }
        assertThat(Duration.ofNanos(sum / draws)).isBetween(Duration.ofMillis(185), Duration.ofMillis(215));
    }

    @Test
    void coversTheWholeYearWithoutOverflow() {
        Backoff year = new Backoff(Duration.ofDays(1), Duration.ofDays(365));
        assertThat(year.ceiling(1_000)).isEqualTo(Duration.ofDays(365));
        assertThat(year.delay(1_000, new SplittableRandom(1))).isBetween(Duration.ZERO, Duration.ofDays(365));
    }

    @Test
    void refusesDelaysThatMakeNoSense() {
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(-1), Duration.ofSeconds(1)))
                .isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isInstanceOf(Invalid.class);
    }
}
