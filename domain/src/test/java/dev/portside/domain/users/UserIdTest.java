package dev.portside.domain.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserIdTest {
    @Test
    void readsItsOneForm() {
        String text = "01900000-0000-7000-8000-00000000abcd";
        assertThat(UserId.of(text).text()).isEqualTo(text);
        assertThat(UserId.of(text.toUpperCase(java.util.Locale.ROOT))).isEqualTo(UserId.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1-1-1-1-1",
                "01900000-0000-7000-8000-00000000abcg",
                "0190000000007000800000000000abcd",
                "01900000-0000-7000-8000-00000000abcd ",
                "{01900000-0000-7000-8000-00000000abcd}"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> UserId.of(text)).isInstanceOf(Invalid.class);
    }
}
