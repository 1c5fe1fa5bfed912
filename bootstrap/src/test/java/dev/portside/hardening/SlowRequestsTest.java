package dev.portside.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.conformance.Conformance;
import dev.portside.conformance.Exchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A request as a whole is bounded in time: one byte now and then does not keep a connection alive. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowRequestsTest {
    private static final Duration CUT_MAX = Duration.ofSeconds(4);
    private static final int PAUSE_MILLIS = 50;

    private RunningPortside portside;

    @BeforeAll
    void start() {
        portside = RunningPortside.start(Map.of("REQUEST_TIMEOUT", "1s"));
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    @Test
    void headersThatTrickleAreCut() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("GET /get?id=1 HTTP/1.1\r\nHost: a\r\nX: ");
            trickle(connection);
            refused(connection, "GET", "/get?id=1");
        }
    }

    @Test
    void aRequestLineThatTricklesIsCut() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("GET /");
            trickle(connection);
            refused(connection, "GET", "/");
        }
    }

    @Test
    void aBodyThatTricklesIsCut() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("POST /insert HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
            trickle(connection);
            refused(connection, "POST", "/insert");
        }
    }

    @Test
    void chunksThatTrickleAreCut() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("POST /insert HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffff\r\n");
            trickle(connection);
            refused(connection, "POST", "/insert");
        }
    }

    @Test
    void aConnectionThatSaysNothingIsClosed() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            assertThat(connection.endsHere()).isTrue();
        }
    }

    /** One byte now and then until the server speaks, which must not take long. */
    private static void trickle(RawConnection connection) throws IOException {
        long started = System.nanoTime();
        do {
            connection.send("1");
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(CUT_MAX);
        } while (!connection.hearsWithin(PAUSE_MILLIS));
    }

    private static void refused(RawConnection connection, String method, String target) throws IOException {
        Exchange answer = connection.answer(method, target);
        assertThat(answer.status()).isEqualTo(408);
        assertThat(Conformance.PORTSIDE.problemFaults(answer)).isEmpty();
        assertThat(connection.endsHere()).isTrue();
    }
}
