package dev.portside.http.ratelimits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.domain.ratelimits.LimitKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitGateTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, calls:address:192.0.2.7",
        "2001:db8:0:7:a:b:c:d, calls:address:2001:db8:0:7::",
        "2001:db8:0:7:0:0:0:1%eth0, calls:address:2001:db8:0:7::",
        "0:0:0:0:0:0:0:1, calls:address:0:0:0:0::"
    })
    void anIpv6ClientIsItsNetwork(String address, String key) {
        assertThat(RateLimitGate.address(address).value()).isEqualTo(key);
    }

    @Test
    void aSubjectMayBeLongerThanAKey() {
        assertThat(RateLimitGate.subject("me").value()).isEqualTo("calls:subject:me");
        assertThat(RateLimitGate.subject("😀".repeat(255)).value())
                .isEqualTo("calls:subject:" + "😀".repeat(LimitKey.LENGTH_MAX - "calls:subject:".length()));
    }
}
