package dev.portside.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The judge on series without a leak, and on planted leaks. */
class FlatnessTest {
    private static final int SECONDS = 1_800;
    private static final int INTERVAL = 5;
    private static final double LEVEL = 100;

    private final RandomGenerator random = new SplittableRandom(Seed.of(FlatnessTest.class));

    /** @param level at a part of the time, from 0 to 1 */
    private Flatness of(Held held, DoubleUnaryOperator level) {
        List<Sample> samples = IntStream.iterate(0, at -> at < SECONDS, at -> at + INTERVAL)
                .mapToObj(at -> new Sample("a life", held, at, level.applyAsDouble((double) at / SECONDS)))
                .toList();
        return Flatness.of("a life", held, samples);
    }

    private double noise() {
        return 10 * random.nextGaussian();
    }

    @ParameterizedTest
    @EnumSource
    void noiseAndSingleHighsAreFlat(Held held) {
        Flatness flatness = of(held, _ -> LEVEL + noise() + (random.nextInt(20) == 0 ? LEVEL : 0));
        assertThat(flatness.flat()).as(flatness.toString()).isTrue();
        assertThat(flatness.judged()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aWarmUpIsNoLeak(Held held) {
        assertThat(of(held, time -> LEVEL * Math.min(1, 0.3 + 4 * time) + noise())
                        .flat())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void aSteadyLeakIsFoundUnderNoise(Held held) {
        Flatness flatness = of(held, time -> LEVEL * (1 + 0.8 * time) + noise());
        assertThat(flatness.flat()).as(flatness.toString()).isFalse();
        assertThat(flatness.slopePerHour()).isBetween(LEVEL * 1.2, LEVEL * 2);
    }

    @ParameterizedTest
    @EnumSource
    void aLeakAtEachHarmIsFound(Held held) {
        assertThat(of(held, time -> LEVEL + 3 * Math.floor(30 * time) + noise()).flat())
                .isFalse();
    }

    @Test
    void aFewSamplesSayNothing() {
        List<Sample> few = List.of(new Sample("a life", Held.FILES, 0, 1), new Sample("a life", Held.FILES, 5, 100));
        assertThat(Flatness.of("a life", Held.FILES, few).judged()).isFalse();
        assertThat(Flatness.of("a life", Held.FILES, List.of()).judged()).isFalse();
    }
}
