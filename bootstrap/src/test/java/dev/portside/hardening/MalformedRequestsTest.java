package dev.portside.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.conformance.Conformance;
import dev.portside.conformance.Exchange;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each malformed request gets the problem that its row names. Behind each stands a second, sound request on the same
 * connection: it is never served when the first one closes the connection, and always when it does not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedRequestsTest {
    private static final int ROWS_MIN = 200;
    private static final String SECOND = "GET /get?id=second HTTP/1.1\r\nHost: a\r\n\r\n";

    private RunningPortside portside;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    static Stream<Malformed> rows() {
        return Stream.of(
                        MalformedFraming.rows(), MalformedHeads.rows(), MalformedTargets.rows(), MalformedBodies.rows())
                .flatMap(rows -> rows);
    }

    @Test
    void thereAreEnoughRows() {
        assertThat(rows().map(Malformed::bytes).distinct().count()).isGreaterThanOrEqualTo(ROWS_MIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void eachGetsItsProblemAndNothingIsSmuggled(Malformed row) throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send(row.bytes() + SECOND).finish();
            Exchange answer = connection.answer(row.method(), row.target());
            assertThat(answer.status()).as("%s", answer).isEqualTo(row.status());
            assertThat(answer.mediaType()).isEqualTo("application/problem+json");
            if (row.closes()) {
                assertThat(answer.header("Connection")).contains("close");
                assertThat(connection.endsHere()).isTrue();
                assertThat(Conformance.PORTSIDE.problemFaults(answer)).isEmpty();
            } else {
                Conformance.PORTSIDE.check(answer);
                assertThat(connection.answer("GET", "/get?id=second").status()).isEqualTo(404);
            }
        }
        assertThat(portside.get("/get?id=after").status()).isEqualTo(404);
    }
}
