package dev.portside.hardening.framing;

import static dev.portside.hardening.framing.FramingCase.HIDDEN;
import static dev.portside.hardening.framing.FramingCase.last;
import static dev.portside.hardening.framing.FramingCase.refused;
import static dev.portside.hardening.framing.FramingCase.served;

import java.util.List;
import java.util.stream.Stream;

/** The ways that are known in which one reader may end a request where another does not. */
final class FramingCases {
    private static final int LENGTH = FramingCase.hiddenLength();
    private static final String END = "0\r\n\r\n";
    private static final String CHUNKS = "5\r\nabcde\r\n" + END;
    private static final String AFTER_END = "Content-Length: " + (END.length() + LENGTH);

    private FramingCases() {}

    static List<FramingCase> all() {
        return Stream.of(lengths(), codings(), chunks(), lines(), hosts(), connections())
                .flatMap(cases -> cases)
                .toList();
    }

    private static Stream<FramingCase> lengths() {
        String value = String.valueOf(LENGTH);
        return Stream.of(
                refused("length and coding", post(AFTER_END + "\r\nTransfer-Encoding: chunked", END + HIDDEN)),
                refused("coding and length", post("Transfer-Encoding: chunked\r\n" + AFTER_END, END + HIDDEN)),
                refused(
                        "length zero and coding",
                        post("Content-Length: 0\r\nTransfer-Encoding: chunked", END + HIDDEN)),
                refused("short length, then long", length("0\r\nContent-Length: " + value)),
                refused("long length, then short", length(value + "\r\nContent-Length: 0")),
                refused("the same length twice", length(value + "\r\nContent-Length: " + value)),
                refused("a list of lengths", length("0, " + value)),
                refused("the same length in a list", length(value + "," + value)),
                refused("a plus", length("+" + value)),
                refused("hexadecimal", length("0x" + Integer.toHexString(LENGTH))),
                refused("negative", length("-1")),
                refused("minus zero", length("-0")),
                refused("a fraction", length(value + ".0")),
                refused("a space inside", length("0 " + value)),
                refused("an exponent", length("1e1")),
                refused("quotes", length('"' + value + '"')),
                refused("nothing", length("")),
                refused("a vertical tab", length("\u000b" + value)),
                refused("twenty digits", length("9".repeat(20))),
                refused("over 64 bits, back to the real one", length("184467440737095516" + (16 + LENGTH))),
                refused("over 32 bits, in a body too long", length(String.valueOf((1L << 32) + LENGTH))),
                refused("a space before the colon", post("Content-Length : " + value, HIDDEN)),
                refused("a tab before the colon", post("Content-Length\t: " + value, HIDDEN)),
                served("zeros in front", length("000" + value)),
                served("spaces around", length("  " + value + " ")),
                served("a name alike", post("Content_Length: 0\r\nContent-Length: " + value, HIDDEN)),
                served("a request as a body", length(value)),
                served(
                        "a body with GET",
                        "GET {first} HTTP/1.1\r\nHost: a\r\nContent-Length: " + value + "\r\n\r\n" + HIDDEN));
    }

    private static Stream<FramingCase> codings() {
        return Stream.of(
                refused("identity behind chunked", coding("chunked, identity")),
                refused("identity before chunked", coding("identity, chunked")),
                refused("identity", coding("identity")),
                refused("xchunked", coding("xchunked")),
                refused("chunkedx", coding("chunkedx")),
                refused("a parameter", coding("chunked;q=1")),
                refused("quotes", coding("\"chunked\"")),
                refused("an empty element", coding(",chunked")),
                refused("a vertical tab", coding("\u000bchunked")),
                refused("a NUL", coding("chunked\0")),
                refused("nothing", coding("")),
                refused("chunked twice", coding("chunked\r\nTransfer-Encoding: chunked")),
                refused("identity on a second line", coding("chunked\r\nTransfer-Encoding: identity")),
                refused("a space before the colon", post(AFTER_END + "\r\nTransfer-Encoding : chunked", END + HIDDEN)),
                refused("a folded line", post(AFTER_END + "\r\nTransfer-Encoding:\r\n chunked", END + HIDDEN)),
                refused("folded away", post(AFTER_END + "\r\nX: y\r\n Transfer-Encoding: chunked", END + HIDDEN)),
                refused("behind a bare CR", post(AFTER_END + "\r\nX: y\rTransfer-Encoding: chunked", END + HIDDEN)),
                refused("behind a bare LF", post(AFTER_END + "\r\nX: y\nTransfer-Encoding: chunked", END + HIDDEN)),
                refused(
                        "in an older version",
                        "POST {first} HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + END),
                served("a name alike", post(AFTER_END + "\r\nTransfer_Encoding: chunked", END + HIDDEN)),
                served("capitals", coding("CHUNKED")),
                served("no space", post("Transfer-Encoding:chunked", CHUNKS)),
                served(
                        "chunks with GET",
                        "GET {first} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(HIDDEN) + END));
    }

    private static Stream<FramingCase> chunks() {
        return Stream.of(
                refused("chunk: an extension", chunked("5;x=y\r\nabcde\r\n" + END)),
                refused("chunk: an extension with LF", chunked("5;x\nabcde\r\n" + END)),
                refused("chunk: a space after the size", chunked("5 \r\nabcde\r\n" + END)),
                refused("chunk: a space before the size", chunked(" 5\r\nabcde\r\n" + END)),
                refused("chunk: a plus", chunked("+5\r\nabcde\r\n" + END)),
                refused("chunk: 0x", chunked("0x5\r\nabcde\r\n" + END)),
                refused("chunk: negative", chunked("-5\r\nabcde\r\n" + END)),
                refused("chunk: no size", chunked("\r\nabcde\r\n" + END)),
                refused("chunk: no number", chunked("z\r\nabcde\r\n" + END)),
                refused("chunk: over 32 bits", chunked("100000005\r\nabcde\r\n" + END)),
                refused("chunk: over 64 bits", chunked("10000000000000005\r\nabcde\r\n" + END)),
                refused("chunk: LF after the size", chunked("5\nabcde\r\n" + END)),
                refused("chunk: CR after the size", chunked("5\rabcde\r\n" + END)),
                refused("chunk: longer than its size", chunked("2\r\nabcde\r\n" + END + HIDDEN)),
                refused("chunk: shorter than its size", chunked("6\r\nabcde\r\n" + END)),
                refused("chunk: LF after the data", chunked("5\r\nabcde\n" + END)),
                refused("chunk: no line after the last one", chunked("5\r\nabcde\r\n0\r\n")),
                refused("chunk: the last one with LF", chunked("5\r\nabcde\r\n0\n\n")),
                refused("trailers: a length", chunked("0\r\nContent-Length: " + LENGTH + "\r\n\r\n")),
                refused("trailers: a host", chunked("0\r\nHost: b\r\nX: y\r\n\r\n")),
                served("chunk: a request as data", chunked(chunk(HIDDEN) + END)),
                served("chunk: zeros in front", chunked("0005\r\nabcde\r\n" + END)));
    }

    private static Stream<FramingCase> lines() {
        return Stream.of(
                refused("no version", "GET {first}\r\n\r\n"),
                refused("no version, with headers", line("GET {first}")),
                refused(
                        "version 1.0 that stays open",
                        "GET {first} HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"),
                refused("version 1.2", line("GET {first} HTTP/1.2")),
                refused("version 2.0", line("GET {first} HTTP/2.0")),
                refused("a space behind the version", line("GET {first} HTTP/1.1 ")),
                refused("two spaces", line("GET  {first} HTTP/1.1")),
                refused("tabs", line("GET\t{first}\tHTTP/1.1")),
                refused("a blank line first", "\r\n" + line("GET {first} HTTP/1.1")),
                refused("small letters", line("get {first} HTTP/1.1")),
                refused("a method with a bracket", line("G(T {first} HTTP/1.1")),
                refused("a method with a NUL", line("G\0T {first} HTTP/1.1")),
                refused("a method beyond ASCII", line("G\u00c9T {first} HTTP/1.1")),
                refused("a space in the target", line("GET {first} {hidden} HTTP/1.1")),
                refused("a request in the target", line("GET {first} HTTP/1.1\rGET {hidden} HTTP/1.1")),
                refused("bytes beyond ASCII in the target", line("GET {first}?\u00e9 HTTP/1.1")),
                refused("LF at all ends", "GET {first} HTTP/1.1\nHost: a\n\n"),
                refused("LF CR", "GET {first} HTTP/1.1\n\rHost: a\n\r\n\r"),
                refused("the absolute form", line("GET http://b{first} HTTP/1.1")),
                refused("the absolute form of another scheme", line("GET https://b:1{first} HTTP/1.1")),
                refused("CONNECT", "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n" + HIDDEN),
                refused("the asterisk", line("OPTIONS * HTTP/1.1")),
                refused("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + HIDDEN),
                refused("a line too long", line("GET {first}?" + "x".repeat(9 << 10) + " HTTP/1.1")));
    }

    private static Stream<FramingCase> hosts() {
        return Stream.of(
                refused("no host", "GET {first} HTTP/1.1\r\nAccept: */*\r\n\r\n"),
                refused("two hosts", get("Host: b")),
                refused("the same host twice", get("Host: a")),
                refused("a list of hosts", "GET {first} HTTP/1.1\r\nHost: a, b\r\n\r\n"),
                refused("a host with a path", "GET {first} HTTP/1.1\r\nHost: a/b\r\n\r\n"),
                refused("a host with a user", "GET {first} HTTP/1.1\r\nHost: a@b\r\n\r\n"),
                refused("a folded header", get("X: y\r\n z")),
                refused("a header folded first", "GET {first} HTTP/1.1\r\n X: y\r\nHost: a\r\n\r\n"),
                refused("a header without a colon", get("X")),
                refused("a header without a name", get(": y")),
                refused("a name with a space", get("X Y: z")),
                refused("a NUL in a value", get("X: y\0z")),
                refused("a bare CR in a value", get("X: y\rZ: z")),
                refused("a CR at the end of a value", get("X: y\r\r\nZ: z")),
                refused("a header too long", get("X: " + "y".repeat(17 << 10))),
                refused("too many headers", get("X: y\r\n".repeat(100) + "Z: z")));
    }

    private static Stream<FramingCase> connections() {
        String body = "\r\nContent-Length: " + LENGTH;
        return Stream.of(
                refused("an expectation that nobody meets", post("Expect: 200-ok" + body, HIDDEN)),
                refused("expectations in a list", post("Expect: 100-continue, x" + body, HIDDEN)),
                refused("a coded body", post("Content-Encoding: gzip" + body, HIDDEN)),
                refused("a poisoned first of many", post("Content-Length: x", HIDDEN.repeat(5))),
                served("an expectation of a body that is there", post("Expect: 100-continue" + body, HIDDEN)),
                served("an expectation without a body", get("Expect: 100-continue")),
                served(
                        "an upgrade to h2c",
                        get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk")),
                served(
                        "an upgrade to a web socket",
                        get("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: eA==")),
                served("the length as a matter of the connection", post("Connection: Content-Length" + body, HIDDEN)),
                served("the host as a matter of the connection", get("Connection: Host, Keep-Alive")),
                served("another method in a header", get("X-HTTP-Method-Override: POST\r\nContent-Length: 0")),
                last("the end of the connection", get("Connection: close") + HIDDEN),
                last("the end of the connection behind a body", post("Connection: close" + body, HIDDEN) + HIDDEN));
    }

    private static String post(String headers, String body) {
        return "POST {first} HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body;
    }

    private static String length(String value) {
        return post("Content-Length: " + value, HIDDEN);
    }

    private static String coding(String value) {
        return post("Transfer-Encoding: " + value, chunk(HIDDEN) + END);
    }

    private static String chunked(String body) {
        return post("Transfer-Encoding: chunked", body);
    }

    /** One chunk with a hidden request. */
    private static String chunk(String hidden) {
        return Integer.toHexString(LENGTH) + "\r\n" + hidden + "\r\n";
    }

    private static String line(String line) {
        return line + "\r\nHost: a\r\n\r\n";
    }

    private static String get(String header) {
        return "GET {first} HTTP/1.1\r\nHost: a\r\n" + header + "\r\n\r\n";
    }
}
