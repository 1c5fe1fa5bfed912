package dev.portside.domain.todos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TodoPositionTest {
    private static final TodoId ID = new TodoId(UUID.fromString("01900000-0000-7000-8000-000000000000"));

    @Test
    void isReadBackAsItWasWritten() {
        TodoPosition position =
                new TodoPosition(Instant.parse("2026-05-01T12:00:00.123Z"), new TodoId(UUID.randomUUID()));
        assertThat(TodoPosition.parse(position.text())).isEqualTo(position);
        assertThat(position.text()).matches("[A-Za-z0-9_-]{32}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "AAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+", "null"})
    void refusesWhatItDidNotWrite(String text) {
        assertThatThrownBy(() -> TodoPosition.parse(text)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 253_402_300_800_000L, Long.MAX_VALUE})
    void refusesTimesThatNoStoreKnows(long millis) {
        String text = new TodoPosition(Instant.ofEpochMilli(millis), ID).text();
        assertThatThrownBy(() -> TodoPosition.parse(text)).isInstanceOf(Invalid.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 253_402_300_799_999L})
    void readsTheFirstAndTheLastTime(long millis) {
        TodoPosition position = new TodoPosition(Instant.ofEpochMilli(millis), ID);
        assertThat(TodoPosition.parse(position.text())).isEqualTo(position);
    }
}
