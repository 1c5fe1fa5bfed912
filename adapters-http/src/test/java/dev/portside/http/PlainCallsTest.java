package dev.portside.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which calls of a hot route get a ready answer, and that nobody can tell by the answer. */
class PlainCallsTest {
    private final AtomicInteger ready = new AtomicInteger();
    private final AtomicInteger handled = new AtomicInteger();
    private final AtomicInteger observed = new AtomicInteger();
    private volatile boolean fails;

    private final EverybodyPasses gate = new EverybodyPasses();

    private final HttpServer server = HttpServer.start(
            List.of(Route.get("/hot", _ -> {
                        handled.incrementAndGet();
                        return answer();
                    })
                    .shortcut(this::shortcut)),
            new HttpSettings("127.0.0.1", 0, 1024, Duration.ofSeconds(10), Duration.ofMillis(100)),
            gate,
            (method, route, status, _) -> {
                assertThat(method + route + status).isIn("GET/hot200", "HEAD/hot200", "GET/hot304", "GET/hot406");
                observed.incrementAndGet();
            },
            Optional.empty(),
            UUID::randomUUID);

    private static Answer answer() {
        return Answer.ok(Answer.JSON, "[1,2,3]").etag("tag").header("Link", "</hot?after=3>; rel=\"next\"");
    }

    private Optional<Shortcut.Source> shortcut(Map<String, String> parameters, String query) {
        assertThat(parameters).isEmpty();
        return query.equals("limit=3") ? Optional.of(this::next) : Optional.empty();
    }

    private ReadyAnswers next() {
        if (fails) {
            throw new IllegalStateException();
        }
        ready.incrementAndGet();
        return new ReadyAnswers(answer());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String get(String query, String... headerLines) {
        return RawClient.ask(server.port(), "GET", "/hot" + query, headerLines);
    }

    private void assertReady(int times) {
        assertThat(ready).as("ready").hasValue(times);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User-Agent: x",
                "Accept: */*",
                "Accept: text/html, application/*;q=0.5",
                "If-None-Match: \"other\"",
                "Accept-Encoding: gzip",
                "Connection: Keep-Alive"
            })
    void aPlainCallGetsAReadyAnswer(String headerLine) {
        assertThat(get("?limit=3", headerLine))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n[1,2,3]");
        assertReady(1);
        assertThat(handled).hasValue(0);
        await().until(() -> observed.get() == 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer x",
                "X-Request-Id: mine",
                "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "Connection: close",
                "Cookie: a\r\nCookie: b"
            })
    void aCallThatAsksForMoreGoesTheOrdinaryWay(String headerLine) {
        assertThat(get("?limit=3", headerLine))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("\r\n\r\n[1,2,3]");
        assertReady(0);
        assertThat(handled).hasValue(1);
    }

    @Test
    void nobodyCanTellByTheAnswer() {
        String plain = get("?limit=3");
        String ordinary = get("?limit=3", "Authorization: Bearer x");
        assertReady(1);
        assertThat(masked(plain)).isEqualTo(masked(ordinary));
        assertThat(plain)
                .containsPattern("\r\nDate: [A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} 20[0-9]{2} [0-9:]{8} GMT\r\n");
    }

    /** Without what differs from call to call. */
    private static String masked(String answer) {
        return answer.replaceAll("(X-Request-Id|Date): .*", "$1");
    }

    @Test
    void everyAnswerHasAnIdOfItsOwn() {
        Set<String> ids = java.util.stream.Stream.generate(() -> get("?limit=3"))
                .limit(20)
                .map(answer -> answer.replaceFirst("(?s).*X-Request-Id: ([0-9a-f-]{29})\r\n.*", "$1"))
                .collect(Collectors.toSet());
        assertThat(ids).hasSize(20).allMatch(id -> id.length() == RequestIds.LENGTH);
    }

    @Test
    void conditionsAndHeadAndRefusedTypesAreAnsweredAsEverywhere() {
        assertThat(get("?limit=3", "If-None-Match: \"tag\"", "X-Request-Id: a")).startsWith("HTTP/1.1 304 ");
        assertThat(RawClient.ask(server.port(), "HEAD", "/hot?limit=3")).contains("\r\nContent-Length: 7\r\n");
        assertThat(get("?limit=3", "Accept: text/html")).startsWith("HTTP/1.1 406 ");
        assertThat(get("")).endsWith("[1,2,3]");
        assertReady(0);
        await().until(() -> observed.get() == 4);
    }

    @Test
    void theGateIsAskedUnlessItLetsEverybodyPass() {
        gate.open = false;
        assertThat(get("?limit=3")).endsWith("[1,2,3]");
        assertReady(0);
    }

    @Test
    void aFailureIsLeftToTheHandler() {
        fails = true;
        assertThat(get("?limit=3")).startsWith("HTTP/1.1 200 ").endsWith("[1,2,3]");
        assertThat(handled).hasValue(1);
    }

    @Test
    void pipelinedCallsAreAnsweredInTheirOrder() {
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET", "/hot?limit=3");
            client.send("GET", "/hot?limit=3", "X-Request-Id: second");
            client.send("GET", "/hot?limit=3");
            client.send("GET", "/hot?limit=3", "Connection: close");
            assertThat(client.answer(true)).doesNotContain("second").endsWith("[1,2,3]");
            assertThat(client.answer(true)).contains("second").endsWith("[1,2,3]");
            assertThat(client.answer(true)).doesNotContain("second").endsWith("[1,2,3]");
            assertThat(client.answer(true))
                    .containsIgnoringCase("Connection: close")
                    .endsWith("[1,2,3]");
            assertThat(client.answer(true)).isEmpty();
        }
        assertReady(2);
    }
}
