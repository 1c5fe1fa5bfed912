package dev.portside.domain.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans and their parts. */
class PlanTest {
    @Test
    void aNameIsPlainAscii() {
        assertThat(new Prefix("api:gold/v1 x").ascii()).isEqualTo("api:gold/v1 x");
        assertThat(new Prefix("a\"b\\c%d\té😀").ascii()).isEqualTo("a%22b%5Cc%25d%09%C3%A9%F0%9F%98%80");
    }

    @Test
    void aRefillHasLowestTerms() {
        assertThat(new Refill(100, 60_000_000)).isEqualTo(new Refill(1, 600_000));
        assertThatThrownBy(() -> new Refill(0, 1)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new Refill(1, 0)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1000000", "0.5, 1, 2000000", "2.50, 5, 2000000", "1E3, 1, 1000", "0.000001, 1, 1000000000000"})
    void aDecimalPerSecondIsKeptExactly(BigDecimal perSecond, long tokens, long periodMicros) {
        Refill refill = Refill.perSecond(perSecond);
        assertThat(refill).isEqualTo(new Refill(tokens, periodMicros));
        assertThat(Algorithm.perSecond(tokens, periodMicros)).isEqualByComparingTo(perSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0000001", "1000000000", "1E+400000000", "1E+2147483647"})
    void aRateThatCannotBeKeptIsRefused(BigDecimal perSecond) {
        assertThatThrownBy(() -> Refill.perSecond(perSecond)).isInstanceOf(Invalid.class);
    }

    @Test
    void aRateIsWrittenAsPeopleDo() {
        assertThat(Algorithm.perSecond(20, 1_000_000)).hasToString("20");
        assertThat(Algorithm.perSecond(1, 3_000_000)).hasToString("0.333333333");
    }

    @Test
    void keysAndCostsHaveBounds() {
        assertThat(new LimitKey("😀".repeat(255)).value()).hasSize(510);
        assertThatThrownBy(() -> new LimitKey("")).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new LimitKey("x".repeat(256))).isInstanceOf(Invalid.class);
        LimitKey key = new LimitKey("a");
        assertThatThrownBy(() -> new LimitRequest(key, 0)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> new LimitRequest(key, Algorithm.CAPACITY_MAX + 1))
                .isInstanceOf(Invalid.class);
    }
}
