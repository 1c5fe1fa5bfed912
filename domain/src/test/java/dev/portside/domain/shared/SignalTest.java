package dev.portside.domain.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SignalTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Signal signal = new Signal();

    @Test
    void returnsAtOnceWhenItWasRaisedBefore() throws InterruptedException {
        signal.raise();
        signal.await(LONG);
    }

    @Test
    void countsManyRaisesAsOne() throws InterruptedException {
        signal.raise();
        signal.raise();
        signal.await(LONG);
        long started = System.nanoTime();
        signal.await(Duration.ofMillis(50));
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
    }

    /** Whatever was handed over before a raise is seen by the loop after its wait. */
    @Test
    void losesNoRaise() throws InterruptedException {
        int rounds = 200_000;
        AtomicInteger given = new AtomicInteger();
        Thread giver = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < rounds; i++) {
                given.incrementAndGet();
                signal.raise();
            }
        });
        while (given.get() < rounds) {
            signal.await(LONG);
        }
        giver.join();
    }
}
