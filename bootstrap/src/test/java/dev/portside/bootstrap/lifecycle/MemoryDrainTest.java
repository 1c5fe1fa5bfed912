package dev.portside.bootstrap.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class MemoryDrainTest {
    private final AtomicLong unfinished = new AtomicLong(3);
    private final AtomicLong asked = new AtomicLong();
    private final MemoryDrain drain = new MemoryDrain("things", () -> 10, () -> {
        asked.incrementAndGet();
        return unfinished.get();
    });

    @Test
    void theStopWaitsUntilEverythingIsFinished() throws InterruptedException {
        Thread stop = Thread.ofVirtual().start(this::close);
        Awaitility.await().until(() -> asked.get() > 3);
        assertThat(stop.isAlive()).isTrue();
        unfinished.set(0);
        assertThat(stop.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void aDeadlineOfTheStopEndsTheWait() {
        CloseStack stack = new CloseStack();
        stack.push("things in memory", drain);
        assertThat(stack.close(Duration.ofMillis(50))).isFalse();
    }

    private void close() {
        try {
            drain.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
