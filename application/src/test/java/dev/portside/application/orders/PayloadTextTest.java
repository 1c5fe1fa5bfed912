package dev.portside.application.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.shared.Seed;
import dev.portside.domain.shared.Texts;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"order_uid\":\"a\"}", "{ truncated", "ключ 😀"})
    void keepsTextsReadable(String text) {
        assertThat(PayloadText.of(text.getBytes(UTF_8))).isEqualTo(text);
        assertThat(PayloadText.bytes(text)).isEqualTo(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul \0 nul", "data:application/octet-stream;base64,AAAA"})
    void encodesTextsThatCannotBeKeptOrWouldBeTakenForEncodedOnes(String text) {
        String kept = PayloadText.of(text.getBytes(UTF_8));
        assertThat(kept).isNotEqualTo(text).startsWith("data:application/octet-stream;base64,");
        assertThat(PayloadText.bytes(kept)).isEqualTo(text.getBytes(UTF_8));
    }

    @Test
    void isExactForAnyBytes() {
        Random random = new Random(Seed.of(PayloadTextTest.class));
        for (int i = 0; i < 1_000; i++) {
            byte[] payload = new byte[random.nextInt(40)];
            random.nextBytes(payload);
            String kept = PayloadText.of(payload);
            assertThat(Texts.storable(kept)).isSameAs(kept);
            assertThat(PayloadText.bytes(kept)).isEqualTo(payload);
        }
    }
}
