package dev.portside.faults.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecordValueTest {
    @Test
    void carriesItsNumber() {
        assertThat(RecordValue.number(RecordValue.of(1, false))).isEqualTo(1);
        assertThat(RecordValue.number(RecordValue.of(123_456, true))).isEqualTo(123_456);
    }

    @Test
    void isUnknownWhenOneCharacterDiffers() {
        String value = RecordValue.of(17, false);
        assertThat(value).isEqualTo("{\"n\":17,\"price\":17.50}");
        assertThat(RecordValue.number(value.replace("17.50", "17.5"))).isEqualTo(RecordValue.UNKNOWN);
        assertThat(RecordValue.number(value.replace(",", ", "))).isEqualTo(RecordValue.UNKNOWN);
        assertThat(RecordValue.number(value.replace("\"n\":17", "\"n\":18"))).isEqualTo(RecordValue.UNKNOWN);
        assertThat(RecordValue.number("")).isEqualTo(RecordValue.UNKNOWN);
    }
}
