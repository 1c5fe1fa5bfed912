package dev.portside.http.performance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.SeededRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyMinuteTest {
    private final AtomicLong seconds = new AtomicLong();
    private final LatencyMinute minute = new LatencyMinute(seconds::get);

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.95, 0.99, 1})
    void aQuantileIsOffByAThirtySecondAtMost(double quantile) {
        RandomGenerator random = SeededRandom.of("LatencyMinuteTest");
        long[] micros = new long[10_000];
        for (int i = 0; i < micros.length; i++) {
            micros[i] = 16 + (long) Math.exp(random.nextDouble() * Math.log(30e6));
            minute.record(micros[i] * 1000);
        }
        Arrays.sort(micros);
        double exact = micros[(int) Math.ceil(quantile * micros.length) - 1] / 1000.0;
        assertThat(minute.read().quantile(quantile)).isCloseTo(exact, Percentage.withPercentage(100.0 / 31));
    }

    @Test
    void takesAnyDuration() {
        minute.record(-1);
        minute.record(0);
        minute.record(Long.MAX_VALUE);
        assertThat(minute.read().total()).isEqualTo(3);
        assertThat(minute.read().quantile(0.5)).isLessThan(0.001);
        assertThat(minute.read().quantile(1)).isGreaterThan(60_000);
    }

    @Test
    void hasNoQuantileOfNothing() {
        assertThat(minute.read().quantile(0.5)).isZero();
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        minute.record(1_000_000);
        seconds.set(59);
        minute.record(2_000_000);
        assertThat(minute.read().total()).isEqualTo(2);
        seconds.set(65);
        assertThat(minute.read().total()).isEqualTo(1);
        minute.record(3_000_000);
        assertThat(minute.read().total()).isEqualTo(2);
        seconds.set(10_000);
        assertThat(minute.read().total()).isZero();
    }
}
