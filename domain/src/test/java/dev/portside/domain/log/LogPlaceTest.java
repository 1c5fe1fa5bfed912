package dev.portside.domain.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogPlaceTest {
    private static final Instant AT = Instant.parse("2026-01-01T00:00:00.123Z");

    @Test
    void offsetsDecideWithinAPartitionAndTimesBetweenPartitions() {
        LogPlace place = new LogPlace(1, 10, AT);
        assertThat(new LogPlace(1, 11, AT.minusSeconds(1)).isAfter(place)).isTrue();
        assertThat(new LogPlace(1, 10, AT.plusSeconds(1)).isAfter(place)).isFalse();
        assertThat(new LogPlace(2, 3, AT.plusSeconds(1)).isAfter(place)).isTrue();
        assertThat(new LogPlace(2, 30, AT).isAfter(place)).isFalse();
    }

    @Test
    void readsWhatItWrites() {
        LogPlace place = new LogPlace(31, 123_456_789_012L, AT.plusNanos(456));
        assertThat(LogPlace.parse(place.text())).isEqualTo(place);
        assertThat(place.text()).isEqualTo("31/123456789012/1767225600123");
    }

    @Test
    void refusesWhatIsNoPlace() {
        for (String text : new String[] {"", "1/2", "1/2/3/4", "-1/2/3", "a/b/c", "9999999999/1/1"}) {
            assertThatThrownBy(() -> LogPlace.parse(text)).as(text).isInstanceOf(Invalid.class);
        }
    }
}
