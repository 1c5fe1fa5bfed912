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
}
