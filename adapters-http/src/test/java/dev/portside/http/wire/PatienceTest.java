package dev.portside.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final long SECOND = 1_000_000_000;

    private final Patience patience = new Patience(Duration.ofSeconds(10));

    @Test
    void waitingUsesItUpAndAByteNowAndThenHardlyEarnsItBack() {
        for (int i = 0; i < 10; i++) {
            patience.waited(SECOND, 1);
        }
        assertThat(patience.nanos()).isEqualTo(SECOND / 50);
    }

    @Test
    void whoSendsOnIsWaitedForAndNoLongerThanTheBound() {
        for (int i = 0; i < 1_000; i++) {
            patience.waited(SECOND, 500);
            assertThat(patience.nanos()).isEqualTo(10 * SECOND);
        }
        patience.waited(SECOND, 1 << 20);
        assertThat(patience.nanos()).isEqualTo(10 * SECOND);
    }

    @Test
    void anotherBodyBeginsAnew() {
        patience.waited(9 * SECOND, 0);
        patience.renew();
        assertThat(patience.nanos()).isEqualTo(10 * SECOND);
    }
}
