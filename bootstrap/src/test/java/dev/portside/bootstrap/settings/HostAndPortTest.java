package dev.portside.bootstrap.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostAndPortTest {
    @Test
    void aPortIsFrom1To65535() {
        assertThat(IntStream.rangeClosed(0, 100_000)
                        .filter(port -> Integer.toString(port).matches(HostAndPort.PORT)))
                .hasSize(65_535)
                .startsWith(1)
                .endsWith(65_535);
        assertThat("080").doesNotMatch(HostAndPort.PORT);
    }
}
