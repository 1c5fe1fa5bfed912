package dev.portside.domain.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailTest {
    private static final String LABEL = "d".repeat(63);

    static Stream<String> good() {
        return Stream.of(
                "a@b",
                "test@example.com",
                "John.O'Hara+news@Mail.Example.co.uk",
                "1@2.3",
                "a@xn--bcher-kva.example",
                "l".repeat(64) + "@" + LABEL,
                "l".repeat(62) + "@" + String.join(".", LABEL, LABEL, LABEL));
    }

    @ParameterizedTest
    @MethodSource("good")
    void keepsAnAddressAsItWasSent(String address) {
        assertThat(new Email(address).value()).isEqualTo(address);
    }

    static Stream<String> tooLong() {
        return Stream.of(
                "l".repeat(65) + "@b",
                "a@" + "d".repeat(64),
                "l".repeat(63) + "@" + String.join(".", LABEL, LABEL, LABEL),
                "a".repeat(1 << 20),
                "a.".repeat(1 << 16) + "@");
    }

    @ParameterizedTest
    @MethodSource("tooLong")
    @ValueSource(
            strings = {
                "", "a", "@", "a@", "@b", "a@b@c", "a b@c", "a@b c", " a@b", "a@b\n", "a@-b", "a@b-", "a@b..c", "a@.b",
                "a@b.", ".a@b", "a.@b", "a..b@c", "a@b_c", "é@b", "a@é", "a\0@b", "<a@b>", "a,b@c", "\"a\"@b", "a@[::1]"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThatThrownBy(() -> new Email(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void foldsCaseForComparison() {
        assertThat(new Email("John@Example.COM").folded()).isEqualTo("john@example.com");
    }
}
