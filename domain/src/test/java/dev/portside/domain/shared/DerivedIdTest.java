package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DerivedIdTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

    @Test
    void theSamePartsGiveTheSameIdAndOthersAnother() {
        assertThat(DerivedId.of("a", "b")).isEqualTo(DerivedId.of("a", "b"));
        assertThat(DerivedId.of("a", "b")).isNotEqualTo(DerivedId.of("ab", ""));
        assertThat(DerivedId.of("a", "b")).isNotEqualTo(DerivedId.of("b", "a"));
        assertThat(DerivedId.timed(AT, "a")).isEqualTo(DerivedId.timed(AT, "a"));
        assertThat(DerivedId.timed(AT, "a")).isNotEqualTo(DerivedId.timed(AT, "b"));
    }

    @Test
    void idsAreUuidsOfTheirVersion() {
        UUID named = DerivedId.of("a");
        assertThat(named.version()).isEqualTo(8);
        assertThat(named.variant()).isEqualTo(2);
        UUID timed = DerivedId.timed(AT, "a");
        assertThat(timed.version()).isEqualTo(7);
        assertThat(timed.variant()).isEqualTo(2);
        assertThat(timed.getMostSignificantBits() >>> 16).isEqualTo(AT.toEpochMilli());
    }

    @Test
    void timedIdsSortAsTheirTimesDo() {
        assertThat(DerivedId.timed(AT, "z").toString())
                .isLessThan(DerivedId.timed(AT.plusMillis(1), "a").toString());
    }
}
