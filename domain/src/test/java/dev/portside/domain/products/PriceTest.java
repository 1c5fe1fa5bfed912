package dev.portside.domain.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portside.domain.shared.Invalid;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTest {
    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-0,0",
        "49.99,49.99",
        "10.50,10.50",
        "0.0001,0.0001",
        "0.0000,0.0000",
        "1e2,100",
        "1.5E1,15",
        "5e-4,0.0005",
        "999999999999999.9999,999999999999999.9999",
        "1e14,100000000000000"
    })
    void keepsWhatWasSentInPlainNotation(String sent, String printed) {
        assertThat(new Price(new BigDecimal(sent)).amount()).hasToString(printed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-0.01", "-1", "0.00001", "1.00000", "1e-5", "1000000000000000", "1e15", "1e999999999", "0e99"})
    void refusesWhatIsOutOfBounds(String sent) {
        assertThatThrownBy(() -> new Price(new BigDecimal(sent))).isInstanceOf(Invalid.class);
    }
}
