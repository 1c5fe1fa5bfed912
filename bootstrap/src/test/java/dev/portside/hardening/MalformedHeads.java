package dev.portside.hardening;

import static dev.portside.hardening.Malformed.closing;
import static dev.portside.hardening.Malformed.keeping;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Faulty request lines and headers. */
final class MalformedHeads {
    private MalformedHeads() {}

    static Stream<Malformed> rows() {
        return Stream.of(lines(), hosts(), headers(), sizes(), expectations()).flatMap(rows -> rows);
    }

    private static Stream<Malformed> lines() {
        return Stream.of(
                line("no version", "GET /get?id=1"),
                line("no target", "GET HTTP/1.1"),
                line("nothing but a method", "GET"),
                line("two spaces", "GET  /get?id=1 HTTP/1.1"),
                line("a space too many at the end", "GET /get?id=1 HTTP/1.1 "),
                line("a space in front", " GET /get?id=1 HTTP/1.1"),
                line("tabs in place of spaces", "GET\t/get?id=1\tHTTP/1.1"),
                line("a space in the target", "GET /get?id=1 2 HTTP/1.1"),
                line("version 1.0", "GET /get?id=1 HTTP/1.0"),
                line("version 1.2", "GET /get?id=1 HTTP/1.2"),
                line("version 2.0", "GET /get?id=1 HTTP/2.0"),
                line("version 0.9", "GET /get?id=1 HTTP/0.9"),
                line("version in lower case", "GET /get?id=1 http/1.1"),
                line("version with a zero too many", "GET /get?id=1 HTTP/1.10"),
                line("another protocol", "GET /get?id=1 RTSP/1.1"),
                line("the preface of HTTP/2", "PRI * HTTP/2.0"),
                line("a method with a bracket", "G(T /get?id=1 HTTP/1.1"),
                line("a method with a colon", "GET: /get?id=1 HTTP/1.1"),
                line("a method with a control character", "G\u0001T /get?id=1 HTTP/1.1"),
                line("a method beyond ASCII", "G\u00c9T /get?id=1 HTTP/1.1"),
                line("a method of 33 letters", "G".repeat(33) + " /get?id=1 HTTP/1.1"),
                closing("a line that ends with LF", 400, "GET /get?id=1 HTTP/1.1\nHost: a\n\n"),
                closing("a line with a CR inside", 400, "GET /get?id=1\r HTTP/1.1\r\nHost: a\r\n\r\n"),
                closing("a blank line first, then garbage", 400, "\r\n\r\n\r\n\r\n"),
                closing("a handshake of TLS", 400, "\u0016\u0003\u0001\0\u0005hello\r\n\r\n"));
    }

    private static Stream<Malformed> hosts() {
        return Stream.of(
                closing("no host", 400, "GET /get?id=1 HTTP/1.1\r\nAccept: */*\r\n\r\n"),
                header("two hosts", "Host: b"),
                host("an empty host", ""),
                host("a host with a space", "a b"),
                host("a host with a path", "a/b"),
                host("a host with a user", "me@a"),
                host("a port that is no number", "a:http"),
                host("a port of six digits", "a:123456"),
                host("two ports", "a:1:2"),
                host("a bracket that stays open", "[::1"),
                host("a bracketed name", "[zz]"),
                host("a host with a quote", "\"a\""),
                host("a host with markup", "<script>"));
    }

    private static Stream<Malformed> headers() {
        return Stream.of(
                header("a header without a colon", "Accept"),
                header("a header without a name", ": x"),
                header("a name with a space", "X Y: z"),
                header("a name with a bracket", "X(Y): z"),
                header("a name beyond ASCII", "X\u00e9: z"),
                header("a name with a control character", "X\u0007: z"),
                header("a folded line", "X: y\r\n z"),
                header("a line folded with a tab", "X: y\r\n\tz"),
                header("a NUL in a value", "X: y\0z"),
                header("a bell in a value", "X: y\u0007z"),
                header("a DEL in a value", "X: y\u007fz"),
                header("a CR in a value", "X: y\rz"),
                header("a bare LF after a value", "X: y\nY: z"),
                header("a value beyond ASCII", "X: \u00e9"),
                header("an idempotency key in UTF-8", "Idempotency-Key: \u00c3\u00a9"),
                closing("a space before the first header", 400, "GET /get?id=1 HTTP/1.1\r\n Host: a\r\n\r\n"));
    }

    private static Stream<Malformed> sizes() {
        String many = String.join(
                "\r\n", IntStream.range(0, 101).mapToObj(i -> "X-" + i + ": y").toList());
        return Stream.of(
                closing("101 headers and the host", 431, get("/get?id=1", many)),
                closing("a header of 17 KB", 431, get("/get?id=1", "X: " + "y".repeat(17 << 10))),
                closing("a header's name of 17 KB", 431, get("/get?id=1", "X".repeat(17 << 10) + ": y")),
                closing("a header that never ends", 431, "GET /get?id=1 HTTP/1.1\r\nX: " + "y".repeat(17 << 10)),
                closing(
                        "20 headers of 1 KB",
                        431,
                        get("/get?id=1", ("X: " + "y".repeat(1024) + "\r\n").repeat(20) + "Y: z")),
                closing("a target of 9 KB", 414, get("/get?id=" + "1".repeat(9 << 10), "X: y")),
                closing("a path of 9 KB", 414, get("/" + "a".repeat(9 << 10), "X: y")),
                closing("a target that never ends", 414, "GET /" + "a".repeat(9 << 10)),
                closing("a method that never ends", 414, "G".repeat(9 << 10)),
                closing("a body longer than the bound", 413, post("Content-Length: 1048577")),
                closing("a body longer than an int", 413, post("Content-Length: 3000000000")),
                closing("a body as long as can be said", 413, post("Content-Length: 999999999999999999")),
                closing("a chunk longer than the bound", 413, post("Transfer-Encoding: chunked") + "100001\r\n"),
                closing("a chunk longer than an int", 413, post("Transfer-Encoding: chunked") + "ffffffff\r\n"),
                closing(
                        "chunks that together are too long",
                        413,
                        post("Transfer-Encoding: chunked") + ("40000\r\n" + "1".repeat(0x40000) + "\r\n").repeat(4)
                                + "1\r\n"),
                closing(
                        "the key of idempotency too long",
                        431,
                        get("/get?id=1", "Idempotency-Key: " + "k".repeat(20_000))),
                keeping(
                        "an idempotency key of 256 letters",
                        400,
                        "POST /insert HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\nIdempotency-Key: " + "k".repeat(256)
                                + "\r\n\r\n{\"id\":\"a\",\"value\":1}"));
    }

    private static Stream<Malformed> expectations() {
        return Stream.of(
                closing("an expectation that nobody meets", 417, post("Content-Length: 2\r\nExpect: 200-ok")),
                closing("two expectations in a list", 417, post("Content-Length: 2\r\nExpect: 100-continue, x")),
                closing(
                        "too long a body that is asked for first",
                        413,
                        post("Content-Length: 2000000\r\nExpect: 100-continue")),
                closing("a content coding", 415, post("Content-Length: 2\r\nContent-Encoding: gzip")));
    }

    private static Malformed line(String name, String line) {
        return closing(name, 400, line + "\r\nHost: a\r\n\r\n");
    }

    private static Malformed host(String name, String host) {
        return closing(name, 400, "GET /get?id=1 HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    private static Malformed header(String name, String line) {
        return closing(name, 400, get("/get?id=1", line));
    }

    private static String get(String target, String header) {
        return "GET " + target + " HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
    }

    private static String post(String headers) {
        return "POST /insert HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n" + headers + "\r\n\r\n";
    }
}
