package dev.portside.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class CallersTest {
    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\ncontent-length: 4\r\nX: y\r\n\r\ntask";
    private static final String BUSY = "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    private static final Duration STALL = Duration.ofMillis(200);

    private final Supplier<ByteBuffer> updates = RecordCalls.updates(new SplittableRandom(1));

    @Test
    void countsWholeAnswersInHoweverManyPiecesTheyCome() throws IOException {
        try (OneServer server = new OneServer(ACCEPTED);
                Callers callers = new Callers(server.port(), 4)) {
            Answers answers = callers.call(updates, Pace.calls(100), "202", 40);

            assertThat(answers.count()).isEqualTo(100);
            assertThat(answers.samples()).containsExactly(ACCEPTED, ACCEPTED, ACCEPTED);
        }
    }

    @Test
    void failsAtAnAnswerThatIsNotAccepted() throws IOException {
        try (OneServer server = new OneServer(BUSY);
                Callers callers = new Callers(server.port(), 1)) {
            assertThatThrownBy(() -> callers.call(updates, Pace.calls(1), "202", 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("503");
        }
    }

    @Test
    void countsRefusalsApartWhereTheyAreAllowed() throws IOException {
        try (OneServer server = new OneServer(BUSY);
                Callers callers = new Callers(server.port(), 2)) {
            Answers answers = callers.call(updates, Pace.calls(10), new Answers("202", 1).orRefusals());

            assertThat(answers.refused()).isEqualTo(10);
            assertThat(answers.count()).isZero();
            assertThat(answers.samples()).isEmpty();
        }
    }

    @Test
    void chargesAStallToEveryCallThatWasDueInIt() throws IOException {
        AtomicBoolean stalled = new AtomicBoolean();
        try (OneServer server = new OneServer(ACCEPTED) {
                    @Override
                    void beforeAnswer() {
                        if (stalled.compareAndSet(false, true)) {
                            awaitStall();
                        }
                    }
                };
                Callers callers = new Callers(server.port(), 1)) {
            Answers answers = callers.call(updates, Pace.openLoop(1_000, Duration.ofSeconds(1)), "202", 1_000);

            long half = STALL.dividedBy(2).toNanos();
            assertThat(answers.count()).isEqualTo(1_000);
            assertThat(answers.latencies().getCountBetweenValues(half, Long.MAX_VALUE))
                    .isGreaterThanOrEqualTo(90);
        }
    }

    private static void awaitStall() {
        long start = System.nanoTime();
        while (System.nanoTime() - start < STALL.toNanos()) {
            Thread.onSpinWait();
        }
    }
}
