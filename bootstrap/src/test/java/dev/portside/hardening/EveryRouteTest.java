package dev.portside.hardening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.bootstrap.RunningPortside;
import dev.portside.conformance.Conformance;
import dev.portside.conformance.Exchange;
import dev.portside.http.Route;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds whatever the route: also when its handler never looks at the body, and where there is no route at all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryRouteTest {
    private static final String SMUGGLED = "GET /get?id=smuggled HTTP/1.1\r\nHost: a\r\n\r\n";

    private RunningPortside portside;

    @BeforeAll
    void start() {
        portside = RunningPortside.start();
    }

    @AfterAll
    void stop() {
        portside.close();
    }

    private List<String> requestLines() {
        List<String> lines = new ArrayList<>(List.of("POST /nothing", "GET /nothing", "PATCH /get"));
        for (Route route : portside.routes()) {
            lines.add(route.method().text() + " " + route.path().replaceAll("\\{.*?}", "x"));
        }
        return lines;
    }

    @Test
    void refusesARequestWithTwoEnds() throws IOException {
        for (String line : requestLines()) {
            Exchange answer = onlyAnswer(line, "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
            assertThat(answer.status()).as("%s", answer).isEqualTo(400);
            assertThat(Conformance.PORTSIDE.problemFaults(answer)).isEmpty();
        }
    }

    @Test
    void servesNothingBehindAChunkThatLies() throws IOException {
        for (String line : requestLines()) {
            onlyAnswer(line, "Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n");
        }
    }

    @Test
    void servesNothingBehindABodyThatWasNotAskedFor() throws IOException {
        for (String line : requestLines()) {
            onlyAnswer(line, "Connection: close\r\nContent-Length: " + SMUGGLED.length() + "\r\n\r\n");
        }
    }

    /** The answer to a request after which nothing may be served. */
    private Exchange onlyAnswer(String line, String headersAndBody) throws IOException {
        String[] words = line.split(" ");
        try (RawConnection connection = new RawConnection(portside.port())) {
            connection.send(line + " HTTP/1.1\r\nHost: a\r\n" + headersAndBody + SMUGGLED);
            connection.finish();
            Exchange answer = connection.answer(words[0], words[1]);
            assertThat(answer.status()).as("%s", answer).isLessThan(500);
            assertThat(connection.endsHere()).as("end after %s", answer).isTrue();
            return answer;
        }
    }

    @Test
    void answersHeadAsGetWithoutABody() throws IOException {
        for (Route route : portside.routes()) {
            if (!route.method().text().equals("GET") || route.mediaTypes().contains("text/event-stream")) {
                continue; // A stream has no end to compare.
            }
            String target = route.path().replaceAll("\\{.*?}", "x");
            try (RawConnection connection = new RawConnection(portside.port())) {
                connection.send("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\nGET " + target
                        + " HTTP/1.1\r\nHost: a\r\n\r\n");
                Exchange head = connection.answer("HEAD", target);
                Conformance.PORTSIDE.check(head);
                Exchange get = connection.answer("GET", target);
                assertThat(head.status()).isEqualTo(get.status());
                assertThat(head.mediaType()).isEqualTo(get.mediaType());
            }
        }
    }
}
