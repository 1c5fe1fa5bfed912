package dev.portside.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.conformance.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The other side of each edge: unusual requests that are sound are served, and the connection goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoundRequestsTest {
    private static final String BODY = "{\"id\":\"sound\",\"value\":1}";
    private static final String LENGTH = "Content-Length: " + BODY.length();
    private static final String NEXT = "GET /get?id=next HTTP/1.1\r\nHost: a\r\n\r\n";

    private RunningPortside portside;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    static Stream<Arguments> posts() {
        String chunks = "7\r\n" + BODY.substring(0, 7) + "\r\n00001\r\n" + BODY.charAt(7) + "\r\n10\r\n"
                + BODY.substring(8) + "\r\n0\r\n\r\n";
        String headers = String.join(
                "\r\n", IntStream.range(0, 98).mapToObj(i -> "X-" + i + ": y").toList());
        return Stream.of(
                Arguments.of("a length between blanks", "Content-Length: \t" + BODY.length() + " \t", BODY),
                Arguments.of("a length with zeros in front", "Content-Length: 000" + BODY.length(), BODY),
                Arguments.of("no blank after the colon", LENGTH.replace(" ", ""), BODY),
                Arguments.of("a header without a value", LENGTH + "\r\nX:", BODY),
                Arguments.of("names in capitals", LENGTH.toUpperCase(java.util.Locale.ROOT), BODY),
                Arguments.of("chunks", "Transfer-Encoding: chunked", chunks),
                Arguments.of("chunks without a blank", "Transfer-Encoding:chunked", chunks),
                Arguments.of("Chunks after a tab", "transfer-encoding:\tChunked\t", chunks),
                Arguments.of("CHUNKS", "TRANSFER-ENCODING: CHUNKED", chunks),
                Arguments.of("100 headers", headers + "\r\n" + LENGTH, BODY),
                Arguments.of("15 KB of headers", "X: " + "y".repeat(15 << 10) + "\r\n" + LENGTH, BODY),
                Arguments.of("JSON by suffix", LENGTH + "\r\nContent-Type: application/merge-patch+json", BODY),
                Arguments.of("a charset", LENGTH + "\r\nContent-Type: Application/JSON; charset=\"UTF-8\"", BODY),
                Arguments.of("any type wanted", LENGTH + "\r\nAccept: text/html, */*;q=0.1", BODY),
                Arguments.of("JSON wanted", LENGTH + "\r\nAccept: text/html\r\nAccept: application/json", BODY),
                Arguments.of("any application wanted", LENGTH + "\r\nAccept: APPLICATION/*;Q=0.001", BODY));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("posts")
    void aPostIsAccepted(String name, String headers, String body) throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("POST /insert HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body + NEXT);
            Exchange answer = connection.answer("POST", "/insert");
            assertThat(answer.status()).as("%s", answer).isEqualTo(202);
            assertThat(connection.answer("GET", "/get?id=next").status()).isEqualTo(404);
        }
    }

    static Stream<Arguments> gets() {
        return Stream.of(
                Arguments.of("/get?id=sound%21", 404),
                Arguments.of("/%67%65t?id=%E2%82%AC", 404),
                Arguments.of("/tasks/a.b", 404),
                Arguments.of("/tasks/...", 404),
                Arguments.of("/tasks/%F0%9F%9A%A2", 404),
                Arguments.of("/get?id=a/b?c", 404),
                Arguments.of("/get?id=" + "1&x=y".repeat(63), 404),
                Arguments.of("/get?" + "x".repeat(8000) + "&id=1", 404));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gets")
    void aTargetIsUnderstood(String target, int status) throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("GET " + target + " HTTP/1.1\r\nhost: [::1]:8080\r\n\r\n" + NEXT);
            assertThat(connection.answer("GET", target).status()).isEqualTo(status);
            assertThat(connection.answer("GET", "/get?id=next").status()).isEqualTo(404);
        }
    }

    @Test
    void requestsMayArriveByteByByteOrAllAtOnce() throws IOException {
        String one = "POST /insert HTTP/1.1\r\nHost: a\r\n" + LENGTH + "\r\n\r\n" + BODY;
        try (RawConnection connection = new RawConnection(portside.port())) {
            for (byte b : (one + NEXT).getBytes(StandardCharsets.ISO_8859_1)) {
                connection.send(new byte[] {b});
            }
            connection.send((one + NEXT).repeat(50));
            for (int i = 0; i < 51; i++) {
                assertThat(connection.answer("POST", "/insert").status()).isEqualTo(202);
                assertThat(connection.answer("GET", "/get?id=next").status()).isEqualTo(404);
            }
        }
    }

    @Test
    void aBodyIsAskedForOnceItIsWanted() throws IOException {
        for (String expectation : new String[] {"Expect: 100-continue", "expect:100-Continue"}) {
            try (RawConnection connection = new RawConnection(portside.port())) {
                connection.send("POST /insert HTTP/1.1\r\nHost: a\r\n" + LENGTH + "\r\n" + expectation + "\r\n\r\n");
                assertThat(connection.answer("POST", "/insert").status()).isEqualTo(100);
                connection.send(BODY + NEXT);
                assertThat(connection.answer("POST", "/insert").status()).isEqualTo(202);
                assertThat(connection.answer("GET", "/get?id=next").status()).isEqualTo(404);
            }
        }
    }

    @Test
    void aBodyIsNotAskedForWhenItHasComeAlready() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send(
                    "POST /insert HTTP/1.1\r\nHost: a\r\n" + LENGTH + "\r\nExpect: 100-continue\r\n\r\n" + BODY);
            assertThat(connection.answer("POST", "/insert").status()).isEqualTo(202);
        }
    }

    /** Whether the peer then sends that body is not known, so the connection cannot go on. */
    @Test
    void aBodyThatIsNotWantedEndsTheConnection() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("POST /nothing HTTP/1.1\r\nHost: a\r\nContent-Length: " + NEXT.length()
                    + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(connection.answer("POST", "/nothing").status()).isEqualTo(404);
            connection.send(NEXT);
            assertThat(connection.endsHere()).isTrue();
        }
    }

    @Test
    void theConnectionEndsWhenTheCallerAsksForIt() throws IOException {
        for (String close : new String[] {"Connection: close", "connection:keep-alive,\tClose"}) {
            try (RawConnection connection = new RawConnection(portside.port())) {
                connection.send("GET /get?id=last HTTP/1.1\r\nHost: a\r\n" + close + "\r\n\r\n" + NEXT);
                Exchange answer = connection.answer("GET", "/get?id=last");
                assertThat(answer.status()).isEqualTo(404);
                assertThat(connection.endsHere()).isTrue();
            }
        }
    }

    @Test
    void aRefusalReachesACallerThatIsStillSending() throws IOException {
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send("POST /insert HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\n");
            connection.send("1".repeat(3_000_000));
            assertThat(connection.answer("POST", "/insert").status()).isEqualTo(413);
            assertThat(connection.endsHere()).isTrue();
        }
    }

    @Test
    void anAnswerWithoutABodyHasNoLength() throws IOException {
        String tag = portside.get("/openapi").header("ETag");
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send(
                    "OPTIONS /get HTTP/1.1\r\nHost: a\r\n\r\nGET /openapi HTTP/1.1\r\nHost: a\r\nIf-None-Match: " + tag
                            + "\r\n\r\n" + NEXT);
            Exchange options = connection.answer("OPTIONS", "/get");
            assertThat(options.status()).isEqualTo(204);
            assertThat(options.header("Content-Length")).isEmpty();
            Exchange notModified = connection.answer("GET", "/openapi");
            assertThat(notModified.status()).isEqualTo(304);
            assertThat(notModified.header("Content-Length")).isEmpty();
            assertThat(connection.answer("GET", "/get?id=next").status()).isEqualTo(404);
        }
    }
}
