package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextsTest {
    @Test
    void countsCharactersAndNotTheirHalves() {
        assertThat(Texts.bounded("a", 1, 3)).isEqualTo("a");
        assertThat(Texts.bounded("😀😀😀", 1, 3)).isEqualTo("😀😀😀");
        assertThatThrownBy(() -> Texts.bounded("😀😀😀😀", 1, 3))
                .isInstanceOf(Invalid.class)
                .hasMessage("must be 1 to 3 characters long");
        assertThatThrownBy(() -> Texts.bounded("", 1, 3)).isInstanceOf(Invalid.class);
        assertThat(Texts.bounded("", 0, 3)).isEmpty();
    }

    @Test
    void refusesTheCharacterZero() {
        assertThatThrownBy(() -> Texts.storable("a\0b"))
                .isInstanceOf(Invalid.class)
                .hasMessage("must not contain the character U+0000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "a\ude00b", "\ude00\ud83d", "\ud83d\ud83d\ude00"})
    void refusesHalfOfASurrogatePair(String text) {
        assertThatThrownBy(() -> Texts.storable(text))
                .isInstanceOf(Invalid.class)
                .hasMessage("must not contain half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0001", "\ud7ff\ue000", "\uffff", "😀", "a\u0301"})
    void takesEverythingElse(String text) {
        assertThat(Texts.storable(text)).isEqualTo(text);
    }
}
