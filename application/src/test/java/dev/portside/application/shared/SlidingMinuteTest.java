package dev.portside.application.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.FlowMeter;
import dev.portside.domain.shared.MovableClock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlidingMinuteTest {
    private final MovableClock clock = new MovableClock();
    private final SlidingMinute minute = new SlidingMinute(clock);

    @Test
    void averagesOverAMinute() {
        assertThat(minute.perSecond()).isZero();
        IntStream.range(0, 90).forEach(_ -> minute.count());
        clock.advance(Duration.ofSeconds(1));
        IntStream.range(0, 30).forEach(_ -> minute.count());
        assertThat(minute.perSecond()).isEqualTo(2.0);
    }

    @Test
    void forgetsASecondWhenItIsAMinuteOld() {
        IntStream.range(0, 60).forEach(_ -> minute.count());
        clock.advance(Duration.ofSeconds(59));
        assertThat(minute.perSecond()).isEqualTo(1.0);
        clock.advance(Duration.ofSeconds(1));
        assertThat(minute.perSecond()).isZero();
        minute.count();
        assertThat(minute.perSecond()).isEqualTo(1.0 / 60);
    }

    @Test
    void forgetsEverythingAfterAPause() {
        IntStream.range(0, 60).forEach(_ -> minute.count());
        clock.advance(Duration.ofMinutes(7));
        assertThat(minute.perSecond()).isZero();
    }

    @Test
    void followsEachOutcomeOfAFlow() {
        FlowRates rates = new FlowRates(FlowMeter.NONE, clock);
        IntStream.range(0, 60).forEach(_ -> rates.accepted("insert"));
        IntStream.range(0, 30).forEach(_ -> rates.applied("insert", Duration.ZERO));
        IntStream.range(0, 15).forEach(_ -> rates.rejected("insert", Duration.ZERO));
        IntStream.range(0, 6).forEach(_ -> rates.dead("insert"));
        assertThat(rates.acceptedPerSecond()).isEqualTo(1.0);
        assertThat(rates.appliedPerSecond()).isEqualTo(0.5);
        assertThat(rates.rejectedPerSecond()).isEqualTo(0.25);
        assertThat(rates.deadPerSecond()).isEqualTo(0.1);
    }
}
