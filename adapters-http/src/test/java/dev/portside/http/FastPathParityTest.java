package dev.portside.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portside.application.json.JsonFields;
import dev.portside.domain.shared.SeededRandom;
import dev.portside.domain.shared.Texts;
import dev.portside.domain.shared.Unavailable;
import dev.portside.domain.tasks.TaskId;
import dev.portside.http.tls.CurrentCertificate;
import dev.portside.http.tls.MadeCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import javax.net.SocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two servers with the same routes, one with the short way and one without: byte for byte, nobody can tell which is which.
 * Both plain, then both encrypted.
 */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class FastPathParityTest {
    private static final int PIPELINES = 300;
    private static final int PIPELINE_MAX = 20;

    /** A handshake for each form costs more than the form. */
    private static final int ENCRYPTED_ONE_IN = 10;

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "OPTIONS", "DELETE", "get", "GETS");

    private static final List<String> TARGETS = List.of(
            "/hot",
            "/hot?limit=3",
            "/hot?limit=4",
            "/hot?",
            "/hot?limit=%33",
            "/hot?limit=3&a=b",
            "/hot/",
            "//hot",
            "/ho%74",
            "/HOT",
            "/things/a",
            "/things/a%20b",
            "/things/%C3%A9",
            "/things/none",
            "/things/special",
            "/nothing");

    private static final List<String> BROKEN_TARGETS =
            List.of("/hot?limit=3#part", "/hot%00", "/hot/../hot", "http://localhost/hot", "*");

    private static final List<String> LINES = List.of(
            "",
            "Accept: */*",
            "Accept: application/json",
            "Accept: application/*",
            "Accept: application/json;q=0",
            "Accept: text/html",
            "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept: text/html\r\nAccept: application/json",
            "Accept-Encoding: gzip",
            "Accept-Encoding: gzip, deflate, br",
            "Accept-Encoding: gzip;q=0",
            "Accept-Encoding: identity, gzip;q=0.5",
            "Accept-Encoding: *",
            "Accept-Encoding: br\r\nAccept-Encoding: gzip",
            "If-None-Match: \"tag\"",
            "If-None-Match: W/\"tag\"",
            "If-None-Match: \"other\", \"tag\"",
            "If-None-Match: *",
            "If-None-Match: \"tag-gzip\"\r\nAccept-Encoding: gzip",
            "If-None-Match: \"tag\"\r\nAccept-Encoding: gzip",
            "If-Match: \"other\"",
            "If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT",
            "Range: bytes=0-1",
            "Connection: keep-alive",
            "Connection: Keep-Alive, Upgrade",
            "Connection: x",
            "Upgrade: h2c",
            "Authorization: Bearer x",
            "X-Request-Id: mine",
            "X-Request-Id: not plain!",
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "Cookie: a=b",
            "Cookie: a=b\r\nCookie: c=d",
            "Content-Length: 0",
            "Expect: 100-continue",
            "X: " + "y".repeat(3_000));

    /** What ends the connection, or leaves open where the request ends. */
    private static final List<String> LAST_LINES = List.of(
            "Connection: close",
            "Content-Length: 3",
            "Content-Length: 3, 3",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: gzip",
            "Content-Length: 3\r\nTransfer-Encoding: chunked",
            "Expect: a miracle",
            "Host: second",
            "User-Agent : space",
            "No colon",
            " Folded: line",
            "X: \u0001",
            "X: \u00e9",
            "X: " + "y".repeat(17_000));

    private static final List<String> LINES_WITH_BODY = List.of(
            "Content-Type: application/json",
            "Content-Type: application/json; charset=utf-8",
            "Content-Type: Application/JSON",
            "Content-Type: text/plain",
            "Content-Type: none at all",
            "Content-Type: application/json\r\nContent-Type: text/plain",
            "Content-Encoding: gzip",
            "Idempotency-Key: \"once\"");

    private static final List<String> BODIES = List.of(
            "{\"id\":\"a\"}",
            " { \"id\" : \"a\", \"more\": [1, {}] } ",
            "{\"id\":\"\u00c3\u00a9\"}",
            "{\"id\":\"none\"}",
            "{\"id\":\"away\"}",
            "{\"id\":\"\"}",
            "{\"id\":1}",
            "{\"id\":\"a\",\"id\":\"b\"}",
            "{}",
            "[]",
            "{",
            "\u00e9",
            "",
            "{\"id\":\"" + "a".repeat(2_000) + "\"}");

    private final RandomGenerator random = SeededRandom.of("FastPathParityTest");
    private final AtomicInteger fast = new AtomicInteger();
    private int compared;
    private final boolean encrypted;
    private final SocketFactory sockets;
    private final HttpServer withShortcuts;
    private final HttpServer without;

    FastPathParityTest(boolean encrypted, @TempDir Path folder) {
        this.encrypted = encrypted;
        HttpSettings plain = new HttpSettings("127.0.0.1", 0, 1024, Duration.ofSeconds(20), Duration.ofMillis(100));
        HttpSettings settings = plain;
        if (encrypted) {
            MadeCertificate made = MadeCertificate.in(folder, "made");
            sockets = MadeCertificate.trusting(made).getSocketFactory();
            settings = plain.over(new CurrentCertificate(made.certificate(), made.key(), InstantSource.system()));
        } else {
            sockets = SocketFactory.getDefault();
        }
        withShortcuts = server(settings, this::shortcut, route -> route.plainWrite(this::write));
        without = server(settings, (_, _) -> Optional.empty(), route -> route);
    }

    private static HttpServer server(HttpSettings settings, Shortcut shortcut, UnaryOperator<Route> write) {
        List<Route> routes = List.of(
                Route.get("/hot", _ -> answer("hot")).shortcut(shortcut),
                Route.post("/hot", call -> Answer.ok(Answer.JSON, call.body())),
                write.apply(Route.post("/write", call -> written(id(call.json())))),
                Route.get("/things/{name}", call -> thing(call.pathParameter("name", name -> name)))
                        .shortcut(shortcut),
                Route.get("/things/special", _ -> Answer.ok("text/plain", "special"))
                        .producing("text/plain"));
        return HttpServer.start(
                routes, settings, new EverybodyPasses(), (_, _, _, _) -> {}, Optional.empty(), UUID::randomUUID);
    }

    private static Answer answer(String what) {
        return Answer.ok(Answer.JSON, ('"' + what + '"').repeat(400))
                .etag("tag")
                .compressible();
    }

    private static Answer thing(String name) {
        if (name.equals("none")) {
            throw new ProblemException(Problem.notFound("there is no such thing"));
        }
        return answer(name).header("Link", "</things/next>; rel=\"next\"");
    }

    private static String id(JsonFields in) {
        Supplier<String> id = in.text("id", text -> Texts.bounded(text, 1, 1_000));
        return in.build(id);
    }

    private static Answer written(String id) {
        return switch (id) {
            case "none" -> throw new ProblemException(Problem.notFound("there is no such thing"));
            case "away" -> throw new Unavailable("the store is away", Duration.ofSeconds(1));
            default -> Accepted.answer(new TaskId("task"), id);
        };
    }

    private Callable<Answer> write(JsonFields body) {
        String id = id(body);
        return () -> {
            fast.incrementAndGet();
            return written(id);
        };
    }

    private Optional<Shortcut.Source> shortcut(Map<String, String> parameters, String query) {
        if (!query.isEmpty() && !query.equals("limit=3")) {
            return Optional.empty();
        }
        String name = parameters.getOrDefault("name", "");
        return Optional.of(() -> {
            ReadyAnswers answers = new ReadyAnswers(name.isEmpty() ? answer("hot") : thing(name));
            fast.incrementAndGet();
            return answers;
        });
    }

    @AfterEach
    void stop() {
        withShortcuts.close();
        without.close();
    }

    @Test
    void answersEachFormAsTheOrdinaryWayDoes() throws IOException {
        for (String line : LINES) {
            for (String target : TARGETS) {
                assertSame(cut(request("GET", target, line)));
            }
            for (String method : METHODS) {
                assertSame(request(method, "/hot", line));
            }
            for (String target : BROKEN_TARGETS) {
                assertSame(request("GET", target, line));
            }
        }
        System.out.println(compared + " forms, " + fast + " answered the short way");
        assertThat(fast).hasValueGreaterThan(encrypted ? 0 : compared / 10);
    }

    @Test
    void answersPipelinesAsTheOrdinaryWayDoes() throws IOException {
        for (int i = 0; i < PIPELINES; i++) {
            StringBuilder requests = new StringBuilder();
            for (int j = random.nextInt(1, PIPELINE_MAX); j >= 0; j--) {
                boolean plain = random.nextInt(4) > 0;
                requests.append(request("GET", plain ? "/hot" : any(TARGETS), plain ? LINES.get(2) : any(LINES)));
            }
            if (i % 2 == 0) {
                assertSame(cut(requests.toString()));
            } else {
                assertSame(requests + request("GET", "/hot", any(LAST_LINES)));
            }
        }
        assertThat(fast).hasValueGreaterThan(encrypted ? 0 : compared * 4);
    }

    @Test
    void answersWritesAsTheOrdinaryWayDoes() throws IOException {
        for (String body : BODIES) {
            for (String line : LINES_WITH_BODY) {
                assertSame(cut(writing(line, body)));
            }
            for (String line : LINES) {
                assertSame(writing(line, body));
            }
        }
        System.out.println(compared + " writes, " + fast + " answered the short way");
        assertThat(fast).hasValueGreaterThan(encrypted ? 0 : compared / 10);
    }

    @Test
    void answersPipelinesOfReadsAndWritesAsTheOrdinaryWayDoes() throws IOException {
        for (int i = 0; i < PIPELINES; i++) {
            StringBuilder requests = new StringBuilder();
            for (int j = random.nextInt(1, PIPELINE_MAX); j >= 0; j--) {
                boolean plain = random.nextInt(4) > 0;
                requests.append(
                        random.nextBoolean()
                                ? request("GET", "/hot", plain ? "" : any(LINES))
                                : writing(plain ? "" : any(LINES_WITH_BODY), plain ? BODIES.getFirst() : any(BODIES)));
            }
            assertSame(
                    i % 2 == 0
                            ? cut(requests.toString())
                            : new String[] {requests + writing("Connection: close", "{}")});
        }
        assertThat(fast).hasValueGreaterThan(encrypted ? 0 : compared);
    }

    private static String writing(String line, String body) {
        return "POST /write HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length() + "\r\n"
                + (line.isEmpty() ? "" : line + "\r\n") + "\r\n" + body;
    }

    @Test
    void answersBrokenHeadsAsTheOrdinaryWayDoes() throws IOException {
        for (int i = 0; i < PIPELINES; i++) {
            StringBuilder broken = new StringBuilder(request("GET", "/hot", any(LINES)));
            broken.setCharAt(random.nextInt(Math.min(60, broken.length())), (char) random.nextInt(256));
            assertSame(request("GET", "/hot", "") + broken);
        }
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }

    @Test
    void theCompressedFormHoldsTheSameBody() throws IOException {
        for (HttpServer server : List.of(withShortcuts, without)) {
            String whole = exchange(server, request("GET", "/hot", "Accept-Encoding: gzip"));
            assertThat(whole)
                    .contains("\r\nContent-Encoding: gzip\r\n", "\r\nVary: Accept-Encoding\r\n", "\"tag-gzip\"");
            byte[] packed = whole.substring(whole.indexOf("\r\n\r\n") + 4).getBytes(ISO_8859_1);
            byte[] body = answer("hot").body();
            assertThat(packed).hasSizeLessThan(body.length / 4);
            assertThat(new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes())
                    .isEqualTo(body);
        }
    }

    private static String request(String method, String target, String line) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + (line.isEmpty() ? "" : line + "\r\n")
                + "\r\n";
    }

    /** In two pieces. What ends its connection must come in one: it might end before the second one. */
    private String[] cut(String requests) {
        int at = random.nextInt(requests.length());
        return new String[] {requests.substring(0, at), requests.substring(at)};
    }

    private void assertSame(String... pieces) throws IOException {
        if (encrypted && random.nextInt(ENCRYPTED_ONE_IN) > 0) {
            return;
        }
        compared++;
        assertThat(exchange(withShortcuts, pieces)).as(String.join("|", pieces)).isEqualTo(exchange(without, pieces));
    }

    /** Everything that is answered; the peer says no more after its last piece. */
    private String exchange(HttpServer server, String... pieces) throws IOException {
        try (Socket socket = sockets.createSocket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            for (String piece : pieces) {
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
            }
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1)
                    .replaceAll("Date: [A-Z][a-z]{2}, .{20} GMT", "Date")
                    .replaceAll("X-Request-Id: [0-9a-f]{16}-[0-9a-f]{12}", "X-Request-Id");
        }
    }
}
